"""FFP Desktop (防返贫摸底排查): the offline survey desk for 《农牧户基本情况摸底排查表》."""

__version__ = "1.0.0"
