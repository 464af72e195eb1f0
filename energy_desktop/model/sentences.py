"""What is said of every kind of trouble: what is wrong, and what to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from energy_desktop.model.messages import Problem, ProblemCode


@dataclass(frozen=True, slots=True)
class Message:
    """Whole sentences with the parameters of a problem as placeholders, or filled in."""

    what: str
    """What is wrong, and what the program does about it by itself."""
    remedy: str = ""
    """What the person can do; empty where nothing helps but waiting."""

    def __str__(self) -> str:
        return f"{self.what} {self.remedy}" if self.remedy else self.what


SENTENCES: Mapping[ProblemCode, Message] = MappingProxyType(
    {
        ProblemCode.HOME_UNKNOWN_HOST: Message(
            "No machine named “{host}” was found.",
            "Check the name in the address, or use the IP address of Home Assistant.",
        ),
        ProblemCode.HOME_CONNECTION_REFUSED: Message(
            "{host} answers, but nothing listens on port {port}.",
            "Check the port (Home Assistant's own is 8123) and whether Home Assistant is running.",
        ),
        ProblemCode.HOME_NO_ROUTE: Message(
            "{host} cannot be reached from this computer ({reason}).",
            "Check the network of both machines.",
        ),
        ProblemCode.HOME_TIMED_OUT: Message(
            "{host}:{port} did not answer within {seconds} seconds.",
            "Check that the machine is on and that no firewall stands between.",
        ),
        ProblemCode.HOME_NOT_READY: Message(
            "{host}:{port} answers, but Home Assistant does not yet ({reason}). It may be"
            " starting.",
        ),
        ProblemCode.HOME_CONNECTION_LOST: Message(
            "The connection to Home Assistant at {host}:{port} was lost. It is being restored;"
            " what is missed meanwhile stays visible as a gap.",
        ),
        ProblemCode.HOME_CLOCK_STEPPED_BACK: Message(
            "Home Assistant's clock stepped back by {seconds} seconds. Recording starts anew"
            " from its present time.",
        ),
        ProblemCode.HOME_TELLS_NO_CHANGES: Message(
            "Home Assistant answers, but did not tell of changes of {entities}. The connection"
            " is made anew, and what was missed is fetched.",
        ),
        ProblemCode.HOME_TLS_UNTRUSTED: Message(
            "The certificate of {host} is not trusted by this computer ({reason}).",
            "Use the name the certificate was made for, or install its authority here.",
        ),
        ProblemCode.HOME_TLS_FAILED: Message(
            "No secure connection to {host}:{port} could be made ({reason}).",
            "If Home Assistant runs without TLS there, use http:// instead of https://.",
        ),
        ProblemCode.HOME_TLS_EXPECTED: Message(
            "{host}:{port} expects a secure connection.",
            "Use https:// instead of http:// in the address.",
        ),
        ProblemCode.HOME_NOT_HOME_ASSISTANT: Message(
            "Something answers at {host}:{port}, but it is not Home Assistant ({reason}).",
            "Check address and port.",
        ),
        ProblemCode.HOME_FRAME_TOO_LARGE: Message(
            "Home Assistant sent a message of more than {limit} MB, which is not accepted. The"
            " connection is made anew.",
        ),
        ProblemCode.HOME_MALFORMED_MESSAGE: Message(
            "{host}:{port} sent a message that Home Assistant would not send ({reason}). The"
            " connection is made anew; nothing stored is affected.",
        ),
        ProblemCode.HOME_REQUEST_FAILED: Message(
            "Home Assistant could not answer “{request}”: {reason} ({code}).",
        ),
        ProblemCode.HOME_REQUEST_TIMED_OUT: Message(
            "Home Assistant did not answer “{request}” within {seconds} seconds.",
        ),
        ProblemCode.HOME_TOKEN_REFUSED: Message(
            "Home Assistant refused the token.",
            "Make a new one in Home Assistant (your profile › Security › Long-lived access"
            " tokens) and save it with “energy-desktop connect”.",
        ),
        ProblemCode.HOME_ADDRESS_BANNED: Message(
            "Home Assistant at {host}:{port} has banned this computer's address after wrong"
            " tokens (HTTP 403).",
            "Remove it from ip_bans.yaml in Home Assistant's configuration and restart Home"
            " Assistant.",
        ),
        ProblemCode.HOME_ADDRESS_INVALID: Message(
            "“{address}” is not an address of Home Assistant.",
            "It looks like http://homeassistant.local:8123.",
        ),
        ProblemCode.HOME_NOT_CONFIGURED: Message(
            "No Home Assistant is set up yet.",
            "Run “energy-desktop connect --url ADDRESS --token-stdin”, or try “energy-desktop"
            " --demo”.",
        ),
        ProblemCode.HOME_TOKEN_MISSING: Message(
            "No token is stored for {address}.",
            "Run “energy-desktop connect” again, or set ENERGY_DESKTOP_HA_TOKEN.",
        ),
        ProblemCode.STORE_LOCKED: Message(
            "The data in {path} is in use by another program ({reason}).",
            "Close that program, or choose another folder with --data-dir.",
        ),
        ProblemCode.STORE_DAMAGED: Message(
            "The file {path} is damaged or is no store of Energy Desktop ({reason}). It is"
            " left untouched.",
            "Move it away to begin anew; what Home Assistant still has is then fetched again.",
        ),
        ProblemCode.STORE_FULL: Message(
            "The disk that holds {path} is full.",
            "Free some space; recording continues by itself, and what did not fit is fetched"
            " from Home Assistant again.",
        ),
        ProblemCode.STORE_NOT_WRITABLE: Message(
            "{path} cannot be written ({reason}).",
            "Check the owner and the permissions of the folder, or choose another with --data-dir.",
        ),
        ProblemCode.STORE_AWAY: Message(
            "The database at {path} cannot be reached ({reason}).",
        ),
        ProblemCode.STATE_NEVER_READ: Message(
            "The database at {path} cannot be reached ({reason}), and this computer has not"
            " read it before, so it does not know what to record.",
            "Start the database, or check its address; later starts do without it.",
        ),
        ProblemCode.STORE_NEWER: Message(
            "{path} was written by a newer version of Energy Desktop (form {found}, known"
            " {known}).",
            "Install that version; the file is left untouched.",
        ),
        ProblemCode.DATABASE_ADDRESS_INVALID: Message(
            "That is no address of {wanted}.",
            "It looks like “{example}”.",
        ),
        ProblemCode.DATABASE_UNKNOWN_HOST: Message(
            "No machine named “{host}” was found.",
            "Check the name in the address, or use the IP address of the server.",
        ),
        ProblemCode.DATABASE_PORT_CLOSED: Message(
            "{host} answers, but nothing listens on port {port}.",
            "Check the port ({server} has {usual} unless it was changed) and whether the"
            " server is running.",
        ),
        ProblemCode.DATABASE_NO_ANSWER: Message(
            "{host}:{port} did not answer ({reason}).",
            "Check that the machine is on and that no firewall stands between.",
        ),
        ProblemCode.DATABASE_TLS_FAILED: Message(
            "No secure connection to {path} could be made ({reason}).",
            "Check whether the server speaks TLS on that port, and whether this computer"
            " trusts its certificate.",
        ),
        ProblemCode.DATABASE_NOT_UNDERSTOOD: Message(
            "{path} takes connections, but does not answer as {server} does ({reason}).",
            "Check the port, and whether the server expects TLS.",
        ),
        ProblemCode.DATABASE_PASSWORD_MISSING: Message(
            "There is a user for {server}, but no password.",
            "Give the password, or leave the user empty where the server asks for none.",
        ),
        ProblemCode.DATABASE_REFUSED: Message(
            "The database at {path} refused the user name or the password ({reason}).",
            "Check both where the address of the database is set.",
        ),
        ProblemCode.DATABASE_READ_ONLY: Message(
            "The user of the database at {path} may only read ({reason}).",
            "Use one that may write.",
        ),
        ProblemCode.DATABASE_ANOTHER: Message(
            "What answers at {path} is no {wanted} ({reason}).",
            "Check host and port.",
        ),
        ProblemCode.DATABASE_TOO_OLD: Message(
            "The database at {path} is {found}; {needed} or newer is needed.",
            "Upgrade the server; what it holds stays.",
        ),
        ProblemCode.DATABASE_ALTERED: Message(
            "Somebody has changed the tables at {path} ({reason}). Nothing is written to them.",
            "Change them back, or rename them and new ones are made.",
        ),
        ProblemCode.DATABASE_DISK: Message(
            "The disk of the database at {path} is full or cannot be written ({reason}).",
            "Free some space there; recording continues by itself.",
        ),
        ProblemCode.DATABASE_BEHIND: Message(
            "The database at {path} has not yet worked in what was written to it ({reason}).",
            "Nothing is lost; ask again in a while.",
        ),
        ProblemCode.DATABASE_FAILED: Message(
            "The database at {path} reported an error: {reason}.",
            "Its own log says more; it is tried again.",
        ),
        ProblemCode.JOURNAL_FULL: Message(
            "{path} holds {size} MB that the database has not taken yet, which is all it may.",
            "Bring the database back; what does not fit is fetched from Home Assistant again.",
        ),
        ProblemCode.VAULT_MISSING: Message(
            "This machine has no keyring, so the token cannot be stored.",
            "The address is saved; give the token in the environment variable"
            " ENERGY_DESKTOP_HA_TOKEN.",
        ),
        ProblemCode.VAULT_FAILED: Message(
            "The system's keyring did not give or take the token ({reason}).",
            "Unlock it and try again, or set ENERGY_DESKTOP_HA_TOKEN.",
        ),
        ProblemCode.RUNNING_PROGRAM_FAILED: Message(
            "The Energy Desktop that holds the data did not answer ({reason}).",
        ),
        ProblemCode.RECORDED_ELSEWHERE: Message(
            "{holder} records into the database at {path}, and only one program does.",
            "Change this there, or end that program: another then takes over within a minute.",
        ),
        ProblemCode.LEASE_TAKEN_ANEW: Message(
            "Another program may have recorded into the database at {path} while this one did"
            " not reach it. Recording begins anew, and what lies between is repaired.",
        ),
        ProblemCode.SERVERS_NOT_CONFIGURED: Message(
            "The profile “servers” needs the address of each database, and {missing} is not known.",
            "Set the environment variable of that name; “energy-desktop servers --save” then"
            " keeps it.",
        ),
        ProblemCode.PASSWORD_NOT_KEPT: Message(
            "The databases can be used, but this machine's keyring does not keep their"
            " passwords ({reason}).",
            "Nothing was saved: leave the addresses in their environment variables.",
        ),
        ProblemCode.PASSWORD_WITHOUT_KEYRING: Message(
            "The databases can be used, but this machine has no keyring for their passwords.",
            "Nothing was saved: leave the addresses in their environment variables.",
        ),
        ProblemCode.PROFILE_IN_USE: Message(
            "The data are in the profile “{profile}” already.",
        ),
        ProblemCode.MIGRATION_DIFFERS: Message(
            "The new stores do not hold the same as the old ones: {entity} differs on {day}"
            " ({count} such days), so they hold something beside the copy. Nothing was"
            " switched.",
            "Empty them, and migrate again.",
        ),
        ProblemCode.MIGRATION_RUNNING: Message(
            "The data are being moved already.",
            "Wait until that has ended, or cancel it.",
        ),
        ProblemCode.ENTITY_UNKNOWN: Message(
            "Home Assistant has no entity {entities}.",
            "“energy-desktop discover” lists what it has.",
        ),
        ProblemCode.ENTITY_NOT_TRACKED: Message(
            "{entities} was never recorded here.",
            "“energy-desktop track” starts recording an entity.",
        ),
        ProblemCode.NOTHING_TRACKED: Message(
            "No entity is tracked yet.",
            "Run “energy-desktop track --energy-prefs”, or name entities that “energy-desktop"
            " discover” lists.",
        ),
        ProblemCode.TIME_NOT_UNDERSTOOD: Message(
            "“{text}” is not a time.",
            "Write it as ISO 8601, such as 2026-11-23T13:42 or 2026-11-23T12:42:07Z.",
        ),
        ProblemCode.RANGE_REVERSED: Message(
            "The range ends ({end}) before it begins ({start}).",
        ),
        ProblemCode.TOKEN_EMPTY: Message(
            "The token is empty.",
        ),
        ProblemCode.FILE_UNREADABLE: Message(
            "{path} cannot be read ({reason}).",
        ),
        ProblemCode.FILE_NOT_WRITABLE: Message(
            "{path} cannot be written ({reason}).",
        ),
        ProblemCode.SETTINGS_DAMAGED: Message(
            "The settings file {path} cannot be understood ({reason}).",
            "Correct or remove it.",
        ),
        ProblemCode.DISPLAY_MISSING: Message(
            "There is no screen to open a window on ({reason}).",
            "“energy-desktop record” records without a window.",
        ),
        ProblemCode.UNEXPECTED: Message(
            "Something unexpected went wrong: {reason}.",
            "The log file has the details.",
        ),
    }
)

IN_THE_WINDOW: Mapping[ProblemCode, Message] = MappingProxyType(
    {
        ProblemCode.HOME_TOKEN_REFUSED: Message(
            "Home Assistant refused the token.",
            "Make a new one in Home Assistant (your profile › Security › Long-lived access"
            " tokens) and paste it into the field “Token”.",
        ),
        ProblemCode.HOME_NOT_CONFIGURED: Message(
            "No Home Assistant is set up yet.",
            "Give its address and a token in Settings › Home Assistant.",
        ),
        ProblemCode.HOME_TOKEN_MISSING: Message(
            "No token is stored for {address}.",
            "Paste one in Settings › Home Assistant.",
        ),
        ProblemCode.STORE_NOT_WRITABLE: Message(
            "{path} cannot be written ({reason}).",
            "Check the owner and the permissions of the folder.",
        ),
        ProblemCode.STORE_AWAY: Message(
            "The database at {path} cannot be reached ({reason}).",
            "Check that it runs, that its address is right, and the network between.",
        ),
        ProblemCode.VAULT_MISSING: Message(
            "This machine has no keyring, so the token cannot be stored.",
            "The address is saved; the token has to be given again at each start, or in the"
            " environment variable ENERGY_DESKTOP_HA_TOKEN.",
        ),
        ProblemCode.DATABASE_REFUSED: Message(
            "The database at {path} refused the user or the password ({reason}).",
            "Check both.",
        ),
        ProblemCode.PASSWORD_NOT_KEPT: Message(
            "The databases can be used, but this machine's keyring does not keep their"
            " passwords ({reason}). Nothing was saved.",
            "Unlock it and try again.",
        ),
        ProblemCode.PASSWORD_WITHOUT_KEYRING: Message(
            "The databases can be used, but this machine has no keyring for their passwords."
            " Nothing was saved.",
            "Set one up, or give the addresses in the environment variables"
            " ENERGY_DESKTOP_QUESTDB_ILP, ENERGY_DESKTOP_QUESTDB_PG and"
            " ENERGY_DESKTOP_MONGODB_URI.",
        ),
    }
)
"""What a window says instead: it names no command or option, and tells more."""


def sentence(problem: Problem) -> str:
    """All that is said of a problem, in English."""
    return str(SENTENCES[problem.code]).format_map(dict(problem.parameters))
