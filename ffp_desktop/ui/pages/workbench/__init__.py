"""工作台 (Alt+5): the campaign at a look, as pictures that lead to the lists behind them."""
