"""Settings: from the environment, else instance/config.toml, else the embedded default.

A wrong value stops the start with one line that names it. No other module reads the environment.
"""

from literasi.config.settings import SettingError, Settings, for_demo, load

__all__ = ["SettingError", "Settings", "for_demo", "load"]
