"""监测对象: what a survey says of one, the steps of 新识别, the four actions, and the lists that follow. Pure."""
