"""Whether the access log can be written, asked before anything starts."""

from api.kit.rotated import RotatedFile
from api.kit.setting_faults import SettingFault
from api.settings import LogSettings, SettingsError


def check_access_log(log: LogSettings) -> None:
    """Raises SettingsError."""
    if log.access is not None:
        file = RotatedFile(log.access)
        try:
            file.open()
        except OSError as error:
            fault = SettingFault("DATAOS_ACCESS_LOG", f"{log.access} cannot be written: {error.strerror}")
            raise SettingsError([fault]) from error
        file.close()
