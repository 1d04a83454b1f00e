"""The studio's policy as data, readable by a lawyer, executed by the engine."""
