"""设备与信任: who may sign, asked for and answered by files."""
