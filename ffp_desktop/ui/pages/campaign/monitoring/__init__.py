"""监测对象: the lists, the household's course as a picture, and what is asked when something is recorded."""
