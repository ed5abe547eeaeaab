"""GB/T 9704-2012 in figures: the page, the type, and how lines are set. Millimetres, points where it says so.

A line takes 28 characters of 三号 (16 pt) and a page 22 lines: 156 mm by 28 characters is 15.79 pt a character, so that
each is set 0.25 pt closer than its size.
"""

PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
TOP, LEFT, RIGHT, BOTTOM = 37.0, 28.0, 26.0, 35.0
TEXT_WIDTH, TEXT_HEIGHT = PAGE_WIDTH - LEFT - RIGHT, PAGE_HEIGHT - TOP - BOTTOM
NUMBER_DROP = 7.0  # from the text's lower edge to the page number

BODY, TITLE, TABLE, NOTE, NUMBER = 16.0, 22.0, 12.0, 10.5, 14.0  # points: 三号, 二号, 小四, 五号, 四号
LINE = 28.0  # points
TITLE_LINE = 32.0  # points
CLOSER = 0.25  # points
CHARACTERS, LINES = 28, 22
WIDE_TABLE = 7  # from so many columns on a table is set in 五号

FANG, KAI, HEI, SONG, TITLE_FACE = "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体"
LATIN = "Times New Roman"
STANDS_IN = {FANG: "仿宋", KAI: "楷体", TITLE_FACE: "华文中宋", HEI: "SimHei", SONG: "SimSun"}
"""What is taken on a computer without the face that the standard names; Windows has all of these."""
