"""The sentences of every error: what is wrong, and what to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class ProblemCode(StrEnum):
    """One name for each kind of trouble; scripts and translations depend on them."""

    HOME_UNKNOWN_HOST = "home_unknown_host"
    HOME_CONNECTION_REFUSED = "home_connection_refused"
    HOME_NO_ROUTE = "home_no_route"
    HOME_TIMED_OUT = "home_timed_out"
    HOME_NOT_READY = "home_not_ready"
    HOME_CONNECTION_LOST = "home_connection_lost"
    HOME_CLOCK_STEPPED_BACK = "home_clock_stepped_back"
    HOME_TELLS_NO_CHANGES = "home_tells_no_changes"
    HOME_TLS_UNTRUSTED = "home_tls_untrusted"
    HOME_TLS_FAILED = "home_tls_failed"
    HOME_TLS_EXPECTED = "home_tls_expected"
    HOME_NOT_HOME_ASSISTANT = "home_not_home_assistant"
    HOME_FRAME_TOO_LARGE = "home_frame_too_large"
    HOME_MALFORMED_MESSAGE = "home_malformed_message"
    HOME_REQUEST_FAILED = "home_request_failed"
    HOME_REQUEST_TIMED_OUT = "home_request_timed_out"
    HOME_TOKEN_REFUSED = "home_token_refused"
    HOME_ADDRESS_BANNED = "home_address_banned"
    HOME_ADDRESS_INVALID = "home_address_invalid"
    HOME_NOT_CONFIGURED = "home_not_configured"
    HOME_TOKEN_MISSING = "home_token_missing"
    STORE_LOCKED = "store_locked"
    STORE_DAMAGED = "store_damaged"
    STORE_FULL = "store_full"
    STORE_NOT_WRITABLE = "store_not_writable"
    STORE_AWAY = "store_away"
    STATE_NEVER_READ = "state_never_read"
    STORE_NEWER = "store_newer"
    DATABASE_ADDRESS_INVALID = "database_address_invalid"
    DATABASE_UNKNOWN_HOST = "database_unknown_host"
    DATABASE_PORT_CLOSED = "database_port_closed"
    DATABASE_NO_ANSWER = "database_no_answer"
    DATABASE_TLS_FAILED = "database_tls_failed"
    DATABASE_NOT_UNDERSTOOD = "database_not_understood"
    DATABASE_PASSWORD_MISSING = "database_password_missing"
    DATABASE_REFUSED = "database_refused"
    DATABASE_READ_ONLY = "database_read_only"
    DATABASE_ANOTHER = "database_another"
    DATABASE_TOO_OLD = "database_too_old"
    DATABASE_ALTERED = "database_altered"
    DATABASE_DISK = "database_disk"
    DATABASE_BEHIND = "database_behind"
    DATABASE_FAILED = "database_failed"
    JOURNAL_FULL = "journal_full"
    VAULT_MISSING = "vault_missing"
    VAULT_FAILED = "vault_failed"
    RUNNING_PROGRAM_FAILED = "running_program_failed"
    RECORDED_ELSEWHERE = "recorded_elsewhere"
    LEASE_TAKEN_ANEW = "lease_taken_anew"
    SERVERS_NOT_CONFIGURED = "servers_not_configured"
    PASSWORD_NOT_KEPT = "password_not_kept"
    PASSWORD_WITHOUT_KEYRING = "password_without_keyring"
    PROFILE_IN_USE = "profile_in_use"
    MIGRATION_DIFFERS = "migration_differs"
    MIGRATION_RUNNING = "migration_running"
    ENTITY_UNKNOWN = "entity_unknown"
    ENTITY_NOT_TRACKED = "entity_not_tracked"
    NOTHING_TRACKED = "nothing_tracked"
    TIME_NOT_UNDERSTOOD = "time_not_understood"
    RANGE_REVERSED = "range_reversed"
    TOKEN_EMPTY = "token_empty"
    FILE_UNREADABLE = "file_unreadable"
    FILE_NOT_WRITABLE = "file_not_writable"
    SETTINGS_DAMAGED = "settings_damaged"
    DISPLAY_MISSING = "display_missing"
    UNEXPECTED = "unexpected"


SENTENCES: Mapping[ProblemCode, str] = MappingProxyType(
    {
        ProblemCode.HOME_UNKNOWN_HOST: "No machine named “{host}” was found. Check the name in the"
        " address, or use the IP address of Home Assistant.",
        ProblemCode.HOME_CONNECTION_REFUSED: "{host} answers, but nothing listens on port {port}."
        " Check the port (Home Assistant's own is 8123) and whether Home Assistant is running.",
        ProblemCode.HOME_NO_ROUTE: "{host} cannot be reached from this computer ({reason}). Check"
        " the network of both machines.",
        ProblemCode.HOME_TIMED_OUT: "{host}:{port} did not answer within {seconds} seconds. Check"
        " that the machine is on and that no firewall stands between.",
        ProblemCode.HOME_NOT_READY: "{host}:{port} answers, but Home Assistant does not yet"
        " ({reason}). It may be starting.",
        ProblemCode.HOME_CONNECTION_LOST: "The connection to Home Assistant at {host}:{port} was"
        " lost. It is being restored; what is missed meanwhile stays visible as a gap.",
        ProblemCode.HOME_CLOCK_STEPPED_BACK: "Home Assistant's clock stepped back by {seconds}"
        " seconds. Recording starts anew from its present time.",
        ProblemCode.HOME_TELLS_NO_CHANGES: "Home Assistant answers, but did not tell of changes of"
        " {entities}. The connection is made anew, and what was missed is fetched.",
        ProblemCode.HOME_TLS_UNTRUSTED: "The certificate of {host} is not trusted by this computer"
        " ({reason}). Use the name the certificate was made for, or install its authority here.",
        ProblemCode.HOME_TLS_FAILED: "No secure connection to {host}:{port} could be made"
        " ({reason}). If Home Assistant runs without TLS there, use http:// instead of https://.",
        ProblemCode.HOME_TLS_EXPECTED: "{host}:{port} expects a secure connection. Use https://"
        " instead of http:// in the address.",
        ProblemCode.HOME_NOT_HOME_ASSISTANT: "Something answers at {host}:{port}, but it is not"
        " Home Assistant ({reason}). Check address and port.",
        ProblemCode.HOME_FRAME_TOO_LARGE: "Home Assistant sent a message of more than {limit} MB,"
        " which is not accepted. The connection is made anew.",
        ProblemCode.HOME_MALFORMED_MESSAGE: "{host}:{port} sent a message that Home Assistant would"
        " not send ({reason}). The connection is made anew; nothing stored is affected.",
        ProblemCode.HOME_REQUEST_FAILED: "Home Assistant could not answer “{request}”: {reason}"
        " ({code}).",
        ProblemCode.HOME_REQUEST_TIMED_OUT: "Home Assistant did not answer “{request}” within"
        " {seconds} seconds.",
        ProblemCode.HOME_TOKEN_REFUSED: "Home Assistant refused the token. Make a new one in Home"
        " Assistant (your profile › Security › Long-lived access tokens) and save it with"
        " “energy-desktop connect”.",
        ProblemCode.HOME_ADDRESS_BANNED: "Home Assistant at {host}:{port} has banned this"
        " computer's address after wrong tokens (HTTP 403). Remove it from ip_bans.yaml in Home"
        " Assistant's configuration and restart Home Assistant.",
        ProblemCode.HOME_ADDRESS_INVALID: "“{address}” is not an address of Home Assistant. It"
        " looks like http://homeassistant.local:8123.",
        ProblemCode.HOME_NOT_CONFIGURED: "No Home Assistant is set up yet. Run “energy-desktop"
        " connect --url ADDRESS --token-stdin”, or try “energy-desktop --demo”.",
        ProblemCode.HOME_TOKEN_MISSING: "No token is stored for {address}. Run “energy-desktop"
        " connect” again, or set ENERGY_DESKTOP_HA_TOKEN.",
        ProblemCode.STORE_LOCKED: "The data in {path} is in use by another program ({reason})."
        " Close that program, or choose another folder with --data-dir.",
        ProblemCode.STORE_DAMAGED: "The file {path} is damaged or is no store of Energy Desktop"
        " ({reason}). It is left untouched. Move it away to begin anew; what Home Assistant still"
        " has is then fetched again.",
        ProblemCode.STORE_FULL: "The disk that holds {path} is full. Free some space; recording"
        " continues by itself, and what did not fit is fetched from Home Assistant again.",
        ProblemCode.STORE_NOT_WRITABLE: "{path} cannot be written ({reason}). Check the owner and"
        " the permissions of the folder, or choose another with --data-dir.",
        ProblemCode.STORE_AWAY: "The database at {path} cannot be reached ({reason}).",
        ProblemCode.STATE_NEVER_READ: "The database at {path} cannot be reached ({reason}), and"
        " this computer has not read it before, so it does not know what to record. Start the"
        " database, or check its address; later starts do without it.",
        ProblemCode.STORE_NEWER: "{path} was written by a newer version of Energy Desktop (form"
        " {found}, known {known}). Install that version; the file is left untouched.",
        ProblemCode.DATABASE_ADDRESS_INVALID: "That is no address of {wanted}. It looks like"
        " “{example}”.",
        ProblemCode.DATABASE_UNKNOWN_HOST: "No machine named “{host}” was found. Check the name in"
        " the address, or use the IP address of the server.",
        ProblemCode.DATABASE_PORT_CLOSED: "{host} answers, but nothing listens on port {port}."
        " Check the port ({server} has {usual} unless it was changed) and whether the server is"
        " running.",
        ProblemCode.DATABASE_NO_ANSWER: "{host}:{port} did not answer ({reason}). Check that the"
        " machine is on and that no firewall stands between.",
        ProblemCode.DATABASE_TLS_FAILED: "No secure connection to {path} could be made ({reason})."
        " Check whether the server speaks TLS on that port, and whether this computer trusts its"
        " certificate.",
        ProblemCode.DATABASE_NOT_UNDERSTOOD: "{path} takes connections, but does not answer as"
        " {server} does ({reason}). Check the port, and whether the server expects TLS.",
        ProblemCode.DATABASE_PASSWORD_MISSING: "There is a user for {server}, but no password. Give"
        " the password, or leave the user empty where the server asks for none.",
        ProblemCode.DATABASE_REFUSED: "The database at {path} refused the user name or the"
        " password ({reason}). Check both where the address of the database is set.",
        ProblemCode.DATABASE_READ_ONLY: "The user of the database at {path} may only read"
        " ({reason}). Use one that may write.",
        ProblemCode.DATABASE_ANOTHER: "What answers at {path} is no {wanted} ({reason}). Check host"
        " and port.",
        ProblemCode.DATABASE_TOO_OLD: "The database at {path} is {found}; {needed} or newer is"
        " needed. Upgrade the server; what it holds stays.",
        ProblemCode.DATABASE_ALTERED: "Somebody has changed the tables at {path} ({reason})."
        " Nothing is written to them. Change them back, or rename them and new ones are made.",
        ProblemCode.DATABASE_DISK: "The disk of the database at {path} is full or cannot be written"
        " ({reason}). Free some space there; recording continues by itself.",
        ProblemCode.DATABASE_BEHIND: "The database at {path} has not yet worked in what was written"
        " to it ({reason}). Nothing is lost; ask again in a while.",
        ProblemCode.DATABASE_FAILED: "The database at {path} reported an error: {reason}. Its own"
        " log says more; it is tried again.",
        ProblemCode.JOURNAL_FULL: "{path} holds {size} MB that the database has not taken yet,"
        " which is all it may. Bring the database back; what does not fit is fetched from Home"
        " Assistant again.",
        ProblemCode.VAULT_MISSING: "This machine has no keyring, so the token cannot be stored. The"
        " address is saved; give the token in the environment variable ENERGY_DESKTOP_HA_TOKEN.",
        ProblemCode.VAULT_FAILED: "The system's keyring did not give or take the token ({reason})."
        " Unlock it and try again, or set ENERGY_DESKTOP_HA_TOKEN.",
        ProblemCode.RUNNING_PROGRAM_FAILED: "The Energy Desktop that holds the data did not answer"
        " ({reason}).",
        ProblemCode.RECORDED_ELSEWHERE: "{holder} records into the database at {path}, and only one"
        " program does. Change this there, or end that program: another then takes over within a"
        " minute.",
        ProblemCode.LEASE_TAKEN_ANEW: "Another program may have recorded into the database at"
        " {path} while this one did not reach it. Recording begins anew, and what lies between is"
        " repaired.",
        ProblemCode.SERVERS_NOT_CONFIGURED: "The profile “servers” needs the address of each"
        " database, and {missing} is not known. Set the environment variable of that name; “energy-"
        "desktop servers --save” then keeps it.",
        ProblemCode.PASSWORD_NOT_KEPT: "The databases can be used, but this machine's keyring does"
        " not keep their passwords ({reason}). Nothing was saved: leave the addresses in their"
        " environment variables.",
        ProblemCode.PASSWORD_WITHOUT_KEYRING: "The databases can be used, but this machine has no"
        " keyring for their passwords. Nothing was saved: leave the addresses in their environment"
        " variables.",
        ProblemCode.PROFILE_IN_USE: "The data are in the profile “{profile}” already.",
        ProblemCode.MIGRATION_DIFFERS: "The new stores do not hold the same as the old ones:"
        " {entity} differs on {day} ({count} such days), so they hold something beside the copy."
        " Nothing was switched. Empty them, and migrate again.",
        ProblemCode.MIGRATION_RUNNING: "The data are being moved already. Wait until that has"
        " ended, or cancel it.",
        ProblemCode.ENTITY_UNKNOWN: "Home Assistant has no entity {entities}. “energy-desktop"
        " discover” lists what it has.",
        ProblemCode.ENTITY_NOT_TRACKED: "{entities} was never recorded here. “energy-desktop track”"
        " starts recording an entity.",
        ProblemCode.NOTHING_TRACKED: "No entity is tracked yet. Run “energy-desktop track"
        " --energy-prefs”, or name entities that “energy-desktop discover” lists.",
        ProblemCode.TIME_NOT_UNDERSTOOD: "“{text}” is not a time. Write it as ISO 8601, such as"
        " 2026-11-23T13:42 or 2026-11-23T12:42:07Z.",
        ProblemCode.RANGE_REVERSED: "The range ends ({end}) before it begins ({start}).",
        ProblemCode.TOKEN_EMPTY: "The token is empty.",
        ProblemCode.FILE_UNREADABLE: "{path} cannot be read ({reason}).",
        ProblemCode.FILE_NOT_WRITABLE: "{path} cannot be written ({reason}).",
        ProblemCode.SETTINGS_DAMAGED: "The settings file {path} cannot be understood ({reason})."
        " Correct or remove it.",
        ProblemCode.DISPLAY_MISSING: "There is no screen to open a window on ({reason}). “energy-"
        "desktop record” records without a window.",
        ProblemCode.UNEXPECTED: "Something unexpected went wrong: {reason}. The log file has the"
        " details.",
    }
)

IN_THE_WINDOW: Mapping[ProblemCode, str] = MappingProxyType(
    {
        ProblemCode.HOME_TOKEN_REFUSED: "Home Assistant refused the token. Make a new one in Home"
        " Assistant (your profile › Security › Long-lived access tokens) and paste it into the"
        " field “Token”.",
        ProblemCode.HOME_NOT_CONFIGURED: "No Home Assistant is set up yet. Give its address and a"
        " token in Settings › Home Assistant.",
        ProblemCode.HOME_TOKEN_MISSING: "No token is stored for {address}. Paste one in Settings ›"
        " Home Assistant.",
        ProblemCode.VAULT_MISSING: "This machine has no keyring, so the token cannot be stored. The"
        " address is saved; the token has to be given again at each start, or in the environment"
        " variable ENERGY_DESKTOP_HA_TOKEN.",
        ProblemCode.DATABASE_REFUSED: "The database at {path} refused the user or the password"
        " ({reason}). Check both.",
        ProblemCode.PASSWORD_NOT_KEPT: "The databases can be used, but this machine's keyring does"
        " not keep their passwords ({reason}). Nothing was saved. Unlock it and try again.",
        ProblemCode.PASSWORD_WITHOUT_KEYRING: "The databases can be used, but this machine has no"
        " keyring for their passwords. Nothing was saved. Set one up, or give the addresses in the"
        " environment variables ENERGY_DESKTOP_QUESTDB_ILP, ENERGY_DESKTOP_QUESTDB_PG and"
        " ENERGY_DESKTOP_MONGODB_URI.",
    }
)
"""What a window says instead, where the sentence names a command or its options."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A code and the parameters of its sentence."""

    code: ProblemCode
    parameters: Mapping[str, object] = field(default_factory=dict)


def sentence(problem: Problem) -> str:
    """The English sentence of a problem."""
    return SENTENCES[problem.code].format_map(dict(problem.parameters))
