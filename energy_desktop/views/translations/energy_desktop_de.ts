<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AddressScene</name>
    <message>
        <source>Another address</source>
        <translation>Andere Adresse</translation>
    </message>
    <message>
        <source>In Home Assistant: your profile › Security › Long-lived access tokens. It goes to this system’s keyring and nowhere else.</source>
        <translation>In Home Assistant: Ihr Profil › Sicherheit › Langlebige Zugriffstoken. Das Token wird nur im Schlüsselbund dieses Systems abgelegt.</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Erneut suchen</translation>
    </message>
    <message>
        <source>Looking in the network</source>
        <translation>Suche im Netzwerk</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Which Home Assistant?</source>
        <translation>Welches Home Assistant?</translation>
    </message>
</context>
<context>
    <name>ApplicationSection</name>
    <message>
        <source>Close to the tray</source>
        <translation>In den Infobereich schließen</translation>
    </message>
    <message>
        <source>Closing the window</source>
        <translation>Fenster schließen</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Follows your system, or always stays the same.</source>
        <translation>Richtet sich nach Ihrem System oder bleibt immer gleich.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Look and language</source>
        <translation>Aussehen und Sprache</translation>
    </message>
    <message>
        <source>Numbers and dates follow it.</source>
        <translation>Zahlen und Datumsangaben richten sich danach.</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>System</source>
        <comment>language</comment>
        <translation>System</translation>
    </message>
    <message>
        <source>The window hides, and recording goes on. Quit from the tray or by Ctrl+Q.</source>
        <translation>Das Fenster verschwindet, die Aufzeichnung läuft weiter. Beenden können Sie über den Infobereich oder mit Strg+Q.</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>This desktop has no tray: closing the window asks, and ends recording. To record without a window, run “energy-desktop record”.</source>
        <translation>Dieser Desktop hat keinen Infobereich: Beim Schließen des Fensters fragt Energy Desktop nach, dann endet die Aufzeichnung. Zum Aufzeichnen ohne Fenster starten Sie „energy-desktop record“.</translation>
    </message>
</context>
<context>
    <name>ApplicationViewModel</name>
    <message>
        <source>Until then the defaults hold, and changes last until the program ends.</source>
        <translation>Bis dahin gelten die Standardwerte, und Änderungen halten nur bis zum Programmende.</translation>
    </message>
</context>
<context>
    <name>ChartCard</name>
    <message>
        <source>Chart</source>
        <translation>Diagramm</translation>
    </message>
</context>
<context>
    <name>ClosingViewModel</name>
    <message>
        <source>Energy Desktop keeps recording</source>
        <translation>Energy Desktop zeichnet weiter auf</translation>
    </message>
    <message>
        <source>It is in the tray. “Quit” in its menu, or Ctrl+Q in the window, ends it.</source>
        <translation>Es bleibt im Infobereich. „Beenden“ im Menü dort oder Strg+Q im Fenster beendet es.</translation>
    </message>
    <message>
        <source>Keep it open</source>
        <translation>Geöffnet lassen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Stop recording and quit?</source>
        <translation>Aufzeichnung beenden?</translation>
    </message>
    <message>
        <source>This desktop has no tray that Energy Desktop could stay in. What your home uses until the next start is fetched from Home Assistant then, as long as Home Assistant keeps it (10 days, unless you changed that).</source>
        <translation>Dieser Desktop hat keinen Infobereich, in dem Energy Desktop bleiben könnte. Was Ihr Haus bis zum nächsten Start verbraucht, wird dann aus Home Assistant nachgeholt, soweit Home Assistant es aufbewahrt (10 Tage, sofern Sie das nicht geändert haben).</translation>
    </message>
</context>
<context>
    <name>ConnectionResult</name>
    <message>
        <source>Test</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Tested</source>
        <translation>Geprüft</translation>
    </message>
    <message>
        <source>Testing …</source>
        <translation>Wird geprüft …</translation>
    </message>
</context>
<context>
    <name>ConnectionViewModel</name>
    <message numerus="yes">
        <source>%n energy sensor(s)</source>
        <translation>
            <numerusform>%n Energiesensor</numerusform>
            <numerusform>%n Energiesensoren</numerusform>
        </translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Verschlüsselung</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Haus</translation>
    </message>
    <message>
        <source>In use until this program ends</source>
        <translation>Gilt, bis das Programm endet</translation>
    </message>
    <message>
        <source>It is used until this program ends, and has to be given again then.</source>
        <translation>Es gilt, bis das Programm endet, und muss danach erneut eingegeben werden.</translation>
    </message>
    <message>
        <source>Kept; type to replace it</source>
        <translation>Gespeichert; hier ersetzen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Sign-in</source>
        <translation>Anmeldung</translation>
    </message>
    <message>
        <source>TLS, with a certificate this computer trusts</source>
        <translation>TLS, mit vertrauenswürdigem Zertifikat</translation>
    </message>
    <message>
        <source>Taken from ENERGY_DESKTOP_HA_TOKEN</source>
        <translation>Aus ENERGY_DESKTOP_HA_TOKEN übernommen</translation>
    </message>
    <message>
        <source>a home without a name</source>
        <translation>ein Haus ohne Namen</translation>
    </message>
    <message>
        <source>asking what there is …</source>
        <translation>Entitäten werden abgefragt …</translation>
    </message>
    <message>
        <source>connecting …</source>
        <translation>wird verbunden …</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>passt nicht</translation>
    </message>
    <message>
        <source>looking it up …</source>
        <translation>wird nachgeschlagen …</translation>
    </message>
    <message>
        <source>no Home Assistant answers</source>
        <translation>kein Home Assistant antwortet</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>keine Antwort</translation>
    </message>
    <message>
        <source>none; fine at home, not over the internet</source>
        <translation>keine; zu Hause in Ordnung, im Internet nicht</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>nicht gefunden</translation>
    </message>
    <message>
        <source>not reached</source>
        <translation>nicht geprüft</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>showing the token …</source>
        <translation>Token wird vorgelegt …</translation>
    </message>
    <message>
        <source>the token is accepted</source>
        <translation>Token angenommen</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>{name} is {number}</source>
        <translation>{name} ist {number}</translation>
    </message>
    <message>
        <source>{name}, Home Assistant {version}</source>
        <translation>{name}, Home Assistant {version}</translation>
    </message>
    <message>
        <source>{number}, a number of its own</source>
        <translation>{number}, direkt angegeben</translation>
    </message>
    <message>
        <source>{port} answers in {time} ms</source>
        <translation>{port} antwortet in {time} ms</translation>
    </message>
    <message>
        <source>{port}, waiting for an answer …</source>
        <translation>{port}, wartet auf Antwort …</translation>
    </message>
</context>
<context>
    <name>Devices</name>
    <message numerus="yes">
        <source>%n others, idle</source>
        <translation>
            <numerusform>%n weiteres, in Ruhe</numerusform>
            <numerusform>%n weitere, in Ruhe</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n smaller</source>
        <translation>
            <numerusform>%n kleineres</numerusform>
            <numerusform>%n kleinere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n without a reading</source>
        <translation>
            <numerusform>%n ohne Messwert</numerusform>
            <numerusform>%n ohne Messwert</numerusform>
        </translation>
    </message>
    <message>
        <source>Gives power instead of using it.</source>
        <translation>Speist ein, statt zu verbrauchen.</translation>
    </message>
    <message>
        <source>Over-reported</source>
        <translation>Zu viel gemeldet</translation>
    </message>
    <message>
        <source>The devices report more than the home uses.</source>
        <translation>Die Geräte melden mehr, als das Haus verbraucht.</translation>
    </message>
    <message>
        <source>Untracked</source>
        <translation>Nicht erfasst</translation>
    </message>
    <message>
        <source>What the home uses and no device measures.</source>
        <translation>Was das Haus verbraucht und kein Gerät misst.</translation>
    </message>
    <message>
        <source>{name}, no reading</source>
        <translation>{name}, kein Messwert</translation>
    </message>
</context>
<context>
    <name>DevicesCard</name>
    <message>
        <source>Devices by power</source>
        <translation>Geräte nach Leistung</translation>
    </message>
    <message>
        <source>Devices by power, continued</source>
        <translation>Geräte nach Leistung, Fortsetzung</translation>
    </message>
    <message>
        <source>Devices now</source>
        <translation>Geräte jetzt</translation>
    </message>
</context>
<context>
    <name>DevicesModel</name>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
</context>
<context>
    <name>EmptyCard</name>
    <message>
        <source>Choose sensors</source>
        <translation>Sensoren wählen</translation>
    </message>
    <message>
        <source>Set up Home Assistant</source>
        <translation>Home Assistant einrichten</translation>
    </message>
</context>
<context>
    <name>Entities</name>
    <message>
        <source>measurement</source>
        <translation>Messung</translation>
    </message>
    <message>
        <source>statistics only</source>
        <translation>nur Statistik</translation>
    </message>
    <message>
        <source>total</source>
        <translation>Summe</translation>
    </message>
    <message>
        <source>total, increasing</source>
        <translation>Summe, steigend</translation>
    </message>
</context>
<context>
    <name>EntitiesViewModel</name>
    <message numerus="yes">
        <source>%n no longer recorded.</source>
        <translation>
            <numerusform>%n wird nicht mehr aufgezeichnet.</numerusform>
            <numerusform>%n werden nicht mehr aufgezeichnet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n now recording.</source>
        <translation>
            <numerusform>%n wird jetzt aufgezeichnet.</numerusform>
            <numerusform>%n werden jetzt aufgezeichnet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n recorded</source>
        <translation>
            <numerusform>%n aufgezeichnet</numerusform>
            <numerusform>%n aufgezeichnet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n start(s) recording when you press “{button}”.</source>
        <translation>
            <numerusform>%n kommt mit „{button}“ hinzu.</numerusform>
            <numerusform>%n kommen mit „{button}“ hinzu.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stop, and keep their history.</source>
        <translation>
            <numerusform>%n fällt weg; ihr Verlauf bleibt.</numerusform>
            <numerusform>%n fallen weg; ihr Verlauf bleibt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticked</source>
        <translation>
            <numerusform>%n ausgewählt</numerusform>
            <numerusform>%n ausgewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>All {count}</source>
        <translation>Alle {count}</translation>
    </message>
    <message>
        <source>Battery</source>
        <translation>Batterie</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>Energie</translation>
    </message>
    <message>
        <source>Gas &amp; water</source>
        <translation>Gas &amp; Wasser</translation>
    </message>
    <message>
        <source>Gone {count}</source>
        <translation>Verschwunden {count}</translation>
    </message>
    <message>
        <source>Home Assistant is being asked what it has …</source>
        <translation>Home Assistant wird nach Entitäten gefragt …</translation>
    </message>
    <message>
        <source>New {count}</source>
        <translation>Neu {count}</translation>
    </message>
    <message>
        <source>No entity here.</source>
        <translation>Hier gibt es keine Entität.</translation>
    </message>
    <message>
        <source>No entity matches “{text}”.</source>
        <translation>Keine Entität passt zu „{text}“.</translation>
    </message>
    <message>
        <source>Nothing was changed. Try it again when the reason is gone.</source>
        <translation>Es wurde nichts geändert. Versuchen Sie es erneut, wenn die Ursache behoben ist.</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>Leistung</translation>
    </message>
    <message numerus="yes">
        <source>Track %n entities</source>
        <translation>
            <numerusform>%n Entität aufzeichnen</numerusform>
            <numerusform>%n Entitäten aufzeichnen</numerusform>
        </translation>
    </message>
    <message>
        <source>Track entities</source>
        <translation>Entitäten aufzeichnen</translation>
    </message>
    <message>
        <source>Track nothing</source>
        <translation>Nichts aufzeichnen</translation>
    </message>
    <message>
        <source>Tracked {count}</source>
        <translation>Aufgezeichnet {count}</translation>
    </message>
    <message>
        <source>“{name}” stops, and keeps its history.</source>
        <translation>„{name}“ fällt weg; der Verlauf bleibt.</translation>
    </message>
</context>
<context>
    <name>EntityActions</name>
    <message>
        <source>Discover entities</source>
        <translation>Entitäten suchen</translation>
    </message>
</context>
<context>
    <name>EntityDelegate</name>
    <message>
        <source>gone</source>
        <translation>verschwunden</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
</context>
<context>
    <name>EntityList</name>
    <message>
        <source>Connect one first. Then you choose here what is recorded of it.</source>
        <translation>Verbinden Sie zuerst eines. Danach wählen Sie hier aus, was davon aufgezeichnet wird.</translation>
    </message>
    <message>
        <source>Discover entities</source>
        <translation>Entitäten suchen</translation>
    </message>
    <message>
        <source>Entities</source>
        <translation>Entitäten</translation>
    </message>
    <message>
        <source>Home Assistant can be asked what it has as soon as it is connected.</source>
        <translation>Sobald Home Assistant verbunden ist, lassen sich seine Sensoren suchen.</translation>
    </message>
    <message>
        <source>Home Assistant has named no sensor of power, energy, gas or water so far.</source>
        <translation>Home Assistant hat bisher keinen Sensor für Leistung, Energie, Gas oder Wasser gemeldet.</translation>
    </message>
    <message>
        <source>No Home Assistant yet</source>
        <translation>Noch kein Home Assistant</translation>
    </message>
    <message>
        <source>No entities yet</source>
        <translation>Noch keine Entitäten</translation>
    </message>
</context>
<context>
    <name>EntitySearch</name>
    <message>
        <source>Name, id or unit</source>
        <translation>Name, ID oder Einheit</translation>
    </message>
    <message>
        <source>Search entities</source>
        <translation>Entitäten durchsuchen</translation>
    </message>
    <message>
        <source>Which entities</source>
        <translation>Welche Entitäten</translation>
    </message>
</context>
<context>
    <name>EntityTableModel</name>
    <message>
        <source>Entity</source>
        <translation>Entität</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>State class</source>
        <translation>Zustandsklasse</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>verschwunden</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
</context>
<context>
    <name>EntityView</name>
    <message>
        <source>Entities</source>
        <translation>Entitäten</translation>
    </message>
    <message>
        <source>The space bar ticks an entity, Ctrl+A ticks all that are shown.</source>
        <translation>Die Leertaste wählt eine Entität aus, Strg+A alle angezeigten.</translation>
    </message>
</context>
<context>
    <name>ExportMenu</name>
    <message>
        <source>Copy the picture</source>
        <translation>Bild kopieren</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Picture as PNG …</source>
        <translation>Bild als PNG …</translation>
    </message>
    <message>
        <source>Picture saved as {name}</source>
        <translation>Bild als {name} gespeichert</translation>
    </message>
    <message>
        <source>Points of the chart as CSV …</source>
        <translation>Diagrammpunkte als CSV …</translation>
    </message>
    <message>
        <source>Readings as CSV …</source>
        <translation>Messwerte als CSV …</translation>
    </message>
    <message>
        <source>Readings as Parquet …</source>
        <translation>Messwerte als Parquet …</translation>
    </message>
    <message>
        <source>The picture is in the clipboard.</source>
        <translation>Das Bild ist in der Zwischenablage.</translation>
    </message>
    <message>
        <source>{name} cannot be written.</source>
        <translation>{name} lässt sich nicht schreiben.</translation>
    </message>
</context>
<context>
    <name>FirstStartPage</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>First start</source>
        <translation>Erster Start</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Test and connect</source>
        <translation>Prüfen und verbinden</translation>
    </message>
    <message>
        <source>What Home Assistant’s energy dashboard knows is ticked already.</source>
        <translation>Was das Energie-Dashboard von Home Assistant kennt, ist bereits ausgewählt.</translation>
    </message>
    <message>
        <source>What should be recorded?</source>
        <translation>Was soll aufgezeichnet werden?</translation>
    </message>
</context>
<context>
    <name>FirstStartViewModel</name>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n gefunden</numerusform>
            <numerusform>%n gefunden</numerusform>
        </translation>
    </message>
    <message>
        <source>No Home Assistant announces itself in this network. Type its address, such as http://homeassistant.local:8123.</source>
        <translation>In diesem Netzwerk meldet sich kein Home Assistant. Geben Sie die Adresse ein, etwa http://homeassistant.local:8123.</translation>
    </message>
    <message>
        <source>None found yet</source>
        <translation>Noch nichts gefunden</translation>
    </message>
    <message>
        <source>{found}, still looking for {seconds} s</source>
        <translation>{found}, Suche läuft noch {seconds} s</translation>
    </message>
    <message>
        <source>{found}.</source>
        <translation>{found}.</translation>
    </message>
</context>
<context>
    <name>Flow</name>
    <message>
        <source>Battery</source>
        <translation>Batterie</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Haus</translation>
    </message>
    <message>
        <source>Solar</source>
        <translation>Solar</translation>
    </message>
    <message>
        <source>buys your surplus</source>
        <translation>Einspeisung</translation>
    </message>
    <message>
        <source>charging</source>
        <translation>lädt</translation>
    </message>
    <message>
        <source>discharging</source>
        <translation>entlädt</translation>
    </message>
    <message>
        <source>idle, {power}</source>
        <translation>in Ruhe, {power}</translation>
    </message>
    <message>
        <source>no reading</source>
        <translation>kein Messwert</translation>
    </message>
    <message>
        <source>not needed</source>
        <translation>nicht nötig</translation>
    </message>
    <message>
        <source>nothing flows</source>
        <translation>Es fließt nichts</translation>
    </message>
    <message>
        <source>resting</source>
        <translation>ruht</translation>
    </message>
    <message>
        <source>supplies the home</source>
        <translation>versorgt das Haus</translation>
    </message>
    <message>
        <source>supplies the rest</source>
        <translation>liefert den Rest</translation>
    </message>
    <message>
        <source>{power} from {giver} to {taker}</source>
        <translation>{power} von {giver} nach {taker}</translation>
    </message>
    <message>
        <source>{share} of the home</source>
        <translation>{share} des Verbrauchs</translation>
    </message>
</context>
<context>
    <name>FlowPictureView</name>
    <message>
        <source>Where the power flows</source>
        <translation>Wohin der Strom fließt</translation>
    </message>
</context>
<context>
    <name>FrameViewModel</name>
    <message>
        <source>Both stores take and give readings.</source>
        <translation>Beide Datenbanken nehmen Messwerte an und geben sie aus.</translation>
    </message>
    <message>
        <source>Databases</source>
        <translation>Datenbanken</translation>
    </message>
    <message>
        <source>Every change of a tracked entity arrives at once.</source>
        <translation>Jede Änderung einer aufgezeichneten Entität kommt sofort an.</translation>
    </message>
    <message>
        <source>Every reading is stored within a second or so.</source>
        <translation>Jeder Messwert wird in etwa einer Sekunde gespeichert.</translation>
    </message>
    <message>
        <source>Home Assistant</source>
        <translation>Home Assistant</translation>
    </message>
    <message>
        <source>Last reading</source>
        <translation>Letzter Wert</translation>
    </message>
    <message>
        <source>New readings are still stored.</source>
        <translation>Neue Messwerte werden weiterhin gespeichert.</translation>
    </message>
    <message>
        <source>No reading has been stored yet.</source>
        <translation>Es wurde noch kein Messwert gespeichert.</translation>
    </message>
    <message>
        <source>Nothing is being recorded.</source>
        <translation>Es wird nichts aufgezeichnet.</translation>
    </message>
    <message>
        <source>Readings wait in memory until the store takes them again.</source>
        <translation>Messwerte warten im Arbeitsspeicher, bis die Datenbank sie wieder annimmt.</translation>
    </message>
    <message>
        <source>Recorder</source>
        <translation>Aufzeichnung</translation>
    </message>
    <message>
        <source>Recording begins when Home Assistant answers and something is tracked.</source>
        <translation>Die Aufzeichnung beginnt, sobald Home Assistant antwortet und etwas ausgewählt ist.</translation>
    </message>
    <message>
        <source>Recording goes on, and what waits is handed on.</source>
        <translation>Die Aufzeichnung läuft weiter, und was wartet, wird nachgereicht.</translation>
    </message>
    <message>
        <source>Recording is paused; the stretch stays visible as a gap.</source>
        <translation>Die Aufzeichnung ist angehalten; der Zeitraum bleibt als Lücke sichtbar.</translation>
    </message>
    <message>
        <source>The connection to Home Assistant is not live yet.</source>
        <translation>Die Verbindung zu Home Assistant steht noch nicht.</translation>
    </message>
    <message>
        <source>The newest reading, in the home&apos;s time.</source>
        <translation>Der neueste Messwert, in der Zeit des Hauses.</translation>
    </message>
    <message>
        <source>away</source>
        <translation>nicht da</translation>
    </message>
    <message>
        <source>failing</source>
        <translation>gestört</translation>
    </message>
    <message>
        <source>fine</source>
        <translation>in Ordnung</translation>
    </message>
    <message>
        <source>finishing</source>
        <translation>endet</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>getrennt</translation>
    </message>
    <message>
        <source>live</source>
        <translation>live</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>noch keiner</translation>
    </message>
    <message>
        <source>not set up</source>
        <translation>fehlt noch</translation>
    </message>
    <message>
        <source>opening</source>
        <translation>verbindet</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>preparing</source>
        <translation>liest ein</translation>
    </message>
    <message>
        <source>recording</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>signing in</source>
        <translation>meldet an</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>gestoppt</translation>
    </message>
    <message>
        <source>unclear</source>
        <translation>unklar</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
</context>
<context>
    <name>HeroCard</name>
    <message>
        <source>The home now</source>
        <translation>Das Haus jetzt</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n Tag</numerusform>
            <numerusform>%n Tage</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n months</source>
        <translation>
            <numerusform>%n Monat</numerusform>
            <numerusform>%n Monate</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sensors</source>
        <translation>
            <numerusform>%n Sensor</numerusform>
            <numerusform>%n Sensoren</numerusform>
        </translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>1 h</source>
        <translation>1 h</translation>
    </message>
    <message>
        <source>1 min</source>
        <translation>1 min</translation>
    </message>
    <message>
        <source>1 month</source>
        <translation>Monat</translation>
    </message>
    <message>
        <source>1 week</source>
        <translation>Woche</translation>
    </message>
    <message>
        <source>1 year</source>
        <translation>Jahr</translation>
    </message>
    <message>
        <source>5 minutes</source>
        <translation>5 Minuten</translation>
    </message>
    <message>
        <source>5-minute statistics</source>
        <translation>5-Minuten-Statistik</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Climate</source>
        <translation>Klima</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>Energie</translation>
    </message>
    <message>
        <source>Energy and meters</source>
        <translation>Energie und Zähler</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Gesamter Zeitraum</translation>
    </message>
    <message>
        <source>Hourly</source>
        <translation>Stündlich</translation>
    </message>
    <message>
        <source>Hourly statistics</source>
        <translation>Stundenstatistik</translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation>Letzte 24 Stunden</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Letzte 30 Tage</translation>
    </message>
    <message>
        <source>Last 365 days</source>
        <translation>Letzte 365 Tage</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Last hour</source>
        <translation>Letzte Stunde</translation>
    </message>
    <message>
        <source>Last minute</source>
        <translation>Letzte Minute</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Ladestand</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Lücke</translation>
    </message>
    <message>
        <source>Not recorded</source>
        <translation>Nicht aufgezeichnet</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Sonstige</translation>
    </message>
    <message>
        <source>Outside of all recording</source>
        <translation>Außerhalb der Aufzeichnung</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>Leistung</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Preis</translation>
    </message>
    <message>
        <source>Recorded live</source>
        <translation>Live aufgezeichnet</translation>
    </message>
    <message>
        <source>Repaired</source>
        <translation>Repariert</translation>
    </message>
    <message>
        <source>Repaired from raw history</source>
        <translation>Aus Rohdaten repariert</translation>
    </message>
    <message>
        <source>Sensor</source>
        <translation>Sensor</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>Angezeigt</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Einheit</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Volumen</translation>
    </message>
    <message>
        <source>a day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>an hour</source>
        <translation>Stunde</translation>
    </message>
    <message>
        <source>each reading</source>
        <translation>jeder Messwert</translation>
    </message>
    <message>
        <source>mean of {length}</source>
        <translation>Mittel je {length}</translation>
    </message>
    <message>
        <source>mean of {length} with min – max</source>
        <translation>Mittel je {length}, Min – Max</translation>
    </message>
    <message>
        <source>no data for {length}</source>
        <translation>{length} ohne Daten</translation>
    </message>
    <message>
        <source>no value</source>
        <translation>kein Wert</translation>
    </message>
    <message>
        <source>none</source>
        <translation>ohne Einheit</translation>
    </message>
    <message>
        <source>none in this stretch</source>
        <translation>keine in diesem Zeitraum</translation>
    </message>
    <message>
        <source>none in this stretch, only statistics</source>
        <translation>keine in diesem Zeitraum, nur Statistik</translation>
    </message>
    <message>
        <source>nothing recorded</source>
        <translation>nichts aufgezeichnet</translation>
    </message>
    <message>
        <source>peak {figure}</source>
        <translation>Spitze {figure}</translation>
    </message>
    <message>
        <source>repaired {time}</source>
        <translation>repariert: {time}</translation>
    </message>
    <message>
        <source>shown until {time}</source>
        <translation>angezeigt bis {time}</translation>
    </message>
    <message>
        <source>the same throughout</source>
        <translation>durchgehend gleich</translation>
    </message>
    <message numerus="yes">
        <source>{count} rows in view</source>
        <translation>
            <numerusform>{count} Zeile</numerusform>
            <numerusform>{count} Zeilen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} rows saved as {name}</source>
        <translation>
            <numerusform>{count} Zeile als {name} gespeichert</numerusform>
            <numerusform>{count} Zeilen als {name} gespeichert</numerusform>
        </translation>
    </message>
    <message>
        <source>{figure} mean</source>
        <translation>{figure} im Mittel</translation>
    </message>
    <message>
        <source>{length} selected</source>
        <translation>{length} ausgewählt</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} bis {high}</translation>
    </message>
    <message>
        <source>{n} d</source>
        <translation>{n} Tage</translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation>{n} h</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} min</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} s</translation>
    </message>
    <message>
        <source>{n} years</source>
        <translation>{n} Jahre</translation>
    </message>
    <message>
        <source>{peak} at {time}</source>
        <translation>{peak} ({time})</translation>
    </message>
    <message>
        <source>{share} % known</source>
        <translation>{share} % bekannt</translation>
    </message>
</context>
<context>
    <name>HistoryChart</name>
    <message>
        <source>Chart of {names}, {time}</source>
        <translation>Diagramm: {names}, {time}</translation>
    </message>
    <message>
        <source>No data in this stretch. Press End for the latest.</source>
        <translation>Keine Daten in diesem Zeitraum. Die Taste „Ende“ führt zum neuesten Stand.</translation>
    </message>
    <message>
        <source>Reading the history …</source>
        <translation>Verlauf wird gelesen …</translation>
    </message>
    <message>
        <source>Tick a sensor at the left to see its history.</source>
        <translation>Wählen Sie links einen Sensor, um seinen Verlauf zu sehen.</translation>
    </message>
</context>
<context>
    <name>HistoryOverview</name>
    <message>
        <source>Overview of everything recorded</source>
        <translation>Übersicht über alles Aufgezeichnete</translation>
    </message>
</context>
<context>
    <name>HistoryPage</name>
    <message>
        <source>Home Assistant is connected, but nothing is tracked. Choose sensors, and their history is loaded back to its beginning.</source>
        <translation>Home Assistant ist verbunden, aber es wird nichts aufgezeichnet. Sobald Sensoren ausgewählt sind, wird ihr Verlauf bis zum Anfang geladen.</translation>
    </message>
    <message>
        <source>Nothing recorded yet</source>
        <translation>Noch nichts aufgezeichnet</translation>
    </message>
    <message>
        <source>Tell Energy Desktop where your Home Assistant is.</source>
        <translation>Energy Desktop muss wissen, wo Home Assistant zu finden ist.</translation>
    </message>
</context>
<context>
    <name>HistoryTitleBar</name>
    <message>
        <source>Earlier</source>
        <translation>Früher</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
</context>
<context>
    <name>HistoryViewModel</name>
    <message numerus="yes">
        <source>%n sensors</source>
        <translation>
            <numerusform>%n Sensor</numerusform>
            <numerusform>%n Sensoren</numerusform>
        </translation>
    </message>
    <message>
        <source>A third unit ({unit}) does not fit: hide {first} or {second} first.</source>
        <translation>Für eine dritte Einheit ({unit}) ist kein Platz: zuerst {first} oder {second} ausblenden.</translation>
    </message>
    <message numerus="yes">
        <source>At most %n sensors at once: hide one first.</source>
        <translation>
            <numerusform>Höchstens %n Sensor zugleich: zuerst diesen ausblenden.</numerusform>
            <numerusform>Höchstens %n Sensoren zugleich: zuerst einen ausblenden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>Diagramm</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Gesamter Zeitraum</translation>
    </message>
    <message>
        <source>Reading the history …</source>
        <translation>Verlauf wird gelesen …</translation>
    </message>
    <message>
        <source>energy {day}</source>
        <translation>Energie {day}</translation>
    </message>
    <message>
        <source>energy {first} to {last}</source>
        <translation>Energie {first} bis {last}</translation>
    </message>
    <message>
        <source>{percent} % covered</source>
        <translation>{percent} % Abdeckung</translation>
    </message>
</context>
<context>
    <name>HomeHeading</name>
    <message>
        <source>Connected</source>
        <translation>Verbunden</translation>
    </message>
    <message>
        <source>Connected, preparing …</source>
        <translation>Verbunden, liest ein …</translation>
    </message>
    <message>
        <source>Connecting …</source>
        <translation>Wird verbunden …</translation>
    </message>
    <message>
        <source>Ending the connection …</source>
        <translation>Verbindung wird beendet …</translation>
    </message>
    <message>
        <source>Give its address and a token below, and press “Test and connect”.</source>
        <translation>Geben Sie unten die Adresse und ein Token an und klicken Sie auf „Prüfen und verbinden“.</translation>
    </message>
    <message>
        <source>No Home Assistant set up yet</source>
        <translation>Noch kein Home Assistant eingerichtet</translation>
    </message>
    <message>
        <source>No token is stored for this address. Paste one below.</source>
        <translation>Für diese Adresse ist kein Token gespeichert. Fügen Sie unten eines ein.</translation>
    </message>
    <message>
        <source>Not connected yet</source>
        <translation>Noch nicht verbunden</translation>
    </message>
    <message>
        <source>Signing in …</source>
        <translation>Wird angemeldet …</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>Shown: {names}</source>
        <translation>Angezeigt: {names}</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weiterer</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LineCard</name>
    <message>
        <source>How far back</source>
        <translation>Wie weit zurück</translation>
    </message>
    <message>
        <source>Live line</source>
        <translation>Live-Verlauf</translation>
    </message>
</context>
<context>
    <name>LiveChart</name>
    <message>
        <source>No readings of this time yet.</source>
        <translation>Noch keine Messwerte aus dieser Zeit.</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Energy Desktop</source>
        <translation>Energy Desktop</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
</context>
<context>
    <name>MigrationViewModel</name>
    <message>
        <source>Copies everything, compares both by entity and day, and only then switches. Recording goes on meanwhile; nothing is restarted. What is copied from is kept. An interrupted copy goes on where it was.</source>
        <translation>Kopiert alles, vergleicht beide nach Entität und Tag und wechselt erst dann. Die Aufzeichnung läuft währenddessen weiter; nichts wird neu gestartet. Die bisherigen Daten bleiben erhalten. Eine unterbrochene Kopie wird dort fortgesetzt, wo sie war.</translation>
    </message>
    <message>
        <source>Copy back and switch</source>
        <translation>Zurückkopieren und wechseln</translation>
    </message>
    <message>
        <source>Copy to servers and switch</source>
        <translation>Auf die Server kopieren und wechseln</translation>
    </message>
    <message>
        <source>First test and save the addresses of both databases above.</source>
        <translation>Testen und speichern Sie zuerst oben die Adressen beider Datenbanken.</translation>
    </message>
    <message>
        <source>Move back to this computer</source>
        <translation>Zurück auf diesen Rechner</translation>
    </message>
    <message>
        <source>Move to the servers</source>
        <translation>Umzug auf die Server</translation>
    </message>
    <message>
        <source>This start was told which profile to use, by --profile or ENERGY_DESKTOP_PROFILE, and that wins over what is chosen here. Start Energy Desktop without it to move the data.</source>
        <translation>Diesem Start wurde das Profil mit --profile oder ENERGY_DESKTOP_PROFILE vorgegeben, und das geht der Wahl hier vor. Starten Sie Energy Desktop für den Umzug ohne diese Vorgabe.</translation>
    </message>
    <message>
        <source>about {minutes} min left</source>
        <translation>noch etwa {minutes} min</translation>
    </message>
    <message>
        <source>cancelling …</source>
        <translation>wird abgebrochen …</translation>
    </message>
    <message>
        <source>less than a minute left</source>
        <translation>weniger als eine Minute</translation>
    </message>
</context>
<context>
    <name>MigrationWords</name>
    <message>
        <source>Both are equal, and the new ones are in use.</source>
        <translation>Beide sind gleich, und die neuen werden benutzt.</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Moved, but the next start will not know it</source>
        <translation>Umgezogen, aber nicht für den nächsten Start gespeichert</translation>
    </message>
    <message>
        <source>Not switched</source>
        <translation>Nicht gewechselt</translation>
    </message>
    <message>
        <source>Not switched: the copy is not the same</source>
        <translation>Nicht gewechselt: Die Kopie stimmt nicht überein</translation>
    </message>
    <message>
        <source>Readings</source>
        <translation>Messwerte</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>Statistik</translation>
    </message>
    <message>
        <source>Switch</source>
        <translation>Wechsel</translation>
    </message>
    <message>
        <source>The data are on the servers as before. The next copy goes on from what is on this computer by now.</source>
        <translation>Die Daten liegen wie bisher auf den Servern. Die nächste Kopie setzt bei dem fort, was schon auf diesem Rechner ist.</translation>
    </message>
    <message>
        <source>The data are on the servers from now on</source>
        <translation>Die Daten liegen ab jetzt auf den Servern</translation>
    </message>
    <message>
        <source>The data are on this computer as before. The next copy goes on from what is on the servers by now.</source>
        <translation>Die Daten liegen wie bisher auf diesem Rechner. Die nächste Kopie setzt bei dem fort, was schon auf den Servern ist.</translation>
    </message>
    <message>
        <source>The data are on this computer from now on</source>
        <translation>Die Daten liegen ab jetzt auf diesem Rechner</translation>
    </message>
    <message>
        <source>The rest</source>
        <translation>Der Rest</translation>
    </message>
    <message>
        <source>What the new stores say is covered is not what the old ones say, so they hold something beside the copy. Nothing was switched. Empty them, and migrate again.</source>
        <translation>Die neuen Speicher weisen eine andere Abdeckung aus als die alten; sie enthalten also noch anderes als die Kopie. Nichts wurde umgestellt. Leeren Sie die neuen Speicher und beginnen Sie den Umzug noch einmal.</translation>
    </message>
    <message>
        <source>What was copied from is kept, and other programs may still use it. To remove it, drop the tables {tables} in QuestDB at {readings}, and the database {settings} in MongoDB.</source>
        <translation>Die bisherigen Daten bleiben erhalten, und andere Programme benutzen sie vielleicht noch. Wenn Sie sie entfernen möchten, löschen Sie die Tabellen {tables} in QuestDB unter {readings} und die Datenbank {settings} in MongoDB.</translation>
    </message>
    <message>
        <source>What was copied from is kept: {readings} and {settings}. Nothing uses these two files any more; delete them when you no longer want them.</source>
        <translation>Die bisherigen Daten bleiben erhalten: {readings} und {settings}. Diese beiden Dateien werden nicht mehr benutzt; löschen Sie sie, wenn Sie sie nicht mehr brauchen.</translation>
    </message>
    <message>
        <source>compared, and copied where they differ …</source>
        <translation>werden verglichen und, wo sie abweichen, kopiert …</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>settings of the home, entities, log …</source>
        <translation>Einstellungen des Hauses, Entitäten, Protokoll …</translation>
    </message>
    <message>
        <source>the new stores are in use; closing the old ones …</source>
        <translation>die neuen Daten werden benutzt; die bisherigen werden geschlossen …</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>what was recorded meanwhile, and what is covered …</source>
        <translation>was inzwischen aufgezeichnet wurde, und die Abdeckung …</translation>
    </message>
    <message>
        <source>{count} compared, all equal</source>
        <translation>{count} verglichen, alle gleich</translation>
    </message>
    <message>
        <source>{count} statistics</source>
        <translation>{count} Statistikwerte</translation>
    </message>
    <message>
        <source>{done} of {total} readings</source>
        <translation>{done} von {total} Messwerten</translation>
    </message>
    <message>
        <source>{problem} Start Energy Desktop with “--profile {profile}” until the settings say so: else it opens the data from before.</source>
        <translation>{problem} Starten Sie Energy Desktop mit „--profile {profile}“, bis es in den Einstellungen steht; sonst öffnet es die bisherigen Daten.</translation>
    </message>
    <message>
        <source>{readings} readings and {statistics} statistics, all compared. Recording waited for {held} s.</source>
        <translation>{readings} Messwerte und {statistics} Statistikwerte, alle verglichen. Die Aufzeichnung wartete {held} s.</translation>
    </message>
</context>
<context>
    <name>NoticeCard</name>
    <message>
        <source>Being done</source>
        <translation>Maßnahme</translation>
    </message>
    <message>
        <source>Open settings</source>
        <translation>Einstellungen öffnen</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Ursache</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Abhilfe</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>Another program records</source>
        <translation>Ein anderes Programm zeichnet auf</translation>
    </message>
    <message>
        <source>Connecting anew, at least once a minute, until it succeeds.</source>
        <translation>Die Verbindung wird mindestens einmal pro Minute neu versucht, bis sie gelingt.</translation>
    </message>
    <message>
        <source>Home Assistant bans this computer</source>
        <translation>Home Assistant sperrt diesen Rechner</translation>
    </message>
    <message>
        <source>Home Assistant cannot be understood</source>
        <translation>Home Assistant antwortet unverständlich</translation>
    </message>
    <message>
        <source>Home Assistant is away</source>
        <translation>Home Assistant antwortet nicht</translation>
    </message>
    <message>
        <source>Home Assistant refuses the token</source>
        <translation>Home Assistant lehnt das Token ab</translation>
    </message>
    <message>
        <source>Looking every second whether this program may record.</source>
        <translation>Jede Sekunde wird nachgesehen, ob dieses Programm aufzeichnen darf.</translation>
    </message>
    <message>
        <source>New readings wait in memory and are stored as soon as that works again.</source>
        <translation>Neue Messwerte warten im Arbeitsspeicher und werden gespeichert, sobald das wieder geht.</translation>
    </message>
    <message>
        <source>Readings cannot be stored</source>
        <translation>Messwerte lassen sich nicht speichern</translation>
    </message>
    <message>
        <source>Settings of this computer are not kept</source>
        <translation>Einstellungen dieses Rechners werden nicht gespeichert</translation>
    </message>
    <message>
        <source>Stored readings cannot be read</source>
        <translation>Gespeicherte Messwerte lassen sich nicht lesen</translation>
    </message>
    <message>
        <source>That did not work</source>
        <translation>Das ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>The address could not be saved</source>
        <translation>Die Adresse ließ sich nicht speichern</translation>
    </message>
    <message>
        <source>The addresses could not be saved</source>
        <translation>Die Adressen ließen sich nicht speichern</translation>
    </message>
    <message>
        <source>The keyring did not give the token</source>
        <translation>Der Schlüsselbund gab das Token nicht heraus</translation>
    </message>
    <message>
        <source>The passwords could not be kept</source>
        <translation>Die Passwörter ließen sich nicht ablegen</translation>
    </message>
    <message>
        <source>The store is asked again, at least once a minute, until it answers.</source>
        <translation>Der Speicher wird mindestens einmal pro Minute erneut gefragt, bis er antwortet.</translation>
    </message>
    <message>
        <source>The token could not be kept</source>
        <translation>Das Token ließ sich nicht speichern</translation>
    </message>
    <message>
        <source>The token is missing</source>
        <translation>Das Token fehlt</translation>
    </message>
    <message>
        <source>Waiting for a new token: asking again with this one would make Home Assistant ban this computer.</source>
        <translation>Wartet auf ein neues Token: Mit diesem erneut anzufragen, würde diesen Rechner in Home Assistant sperren.</translation>
    </message>
    <message>
        <source>Waiting for the token.</source>
        <translation>Es fehlt nur das Token.</translation>
    </message>
    <message>
        <source>Waiting until you have lifted the ban.</source>
        <translation>Bis die Sperre aufgehoben ist, wird gewartet.</translation>
    </message>
    <message>
        <source>Waiting until you try again.</source>
        <translation>Bis zu einem neuen Versuch wird gewartet.</translation>
    </message>
</context>
<context>
    <name>Now</name>
    <message>
        <source>1 h</source>
        <translation>1 h</translation>
    </message>
    <message>
        <source>10 min</source>
        <translation>10 min</translation>
    </message>
    <message>
        <source>24 h</source>
        <translation>24 h</translation>
    </message>
    <message>
        <source>5-minute statistics</source>
        <translation>5-Minuten-Statistik</translation>
    </message>
    <message>
        <source>; {power} goes into the battery</source>
        <translation>; {power} fließen in die Batterie</translation>
    </message>
    <message>
        <source>; {power} is left to sell</source>
        <translation>; {power} werden eingespeist</translation>
    </message>
    <message>
        <source>&lt;b&gt;{name}&lt;/b&gt; is {share} of it</source>
        <translation>&lt;b&gt;{name}&lt;/b&gt;: {share} davon</translation>
    </message>
    <message>
        <source>&lt;b&gt;{name}&lt;/b&gt; reports {power}</source>
        <translation>&lt;b&gt;{name}&lt;/b&gt; meldet {power}</translation>
    </message>
    <message>
        <source>All of it from solar</source>
        <translation>Vollständig aus Solarstrom</translation>
    </message>
    <message>
        <source>All of it from the battery</source>
        <translation>Vollständig aus der Batterie</translation>
    </message>
    <message>
        <source>All of it from the grid</source>
        <translation>Vollständig aus dem Netz</translation>
    </message>
    <message>
        <source>Devices are using</source>
        <translation>Verbrauch der Geräte</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Haus</translation>
    </message>
    <message>
        <source>Home is using</source>
        <translation>Verbrauch im Haus</translation>
    </message>
    <message>
        <source>Last 10 minutes</source>
        <translation>Letzte 10 Minuten</translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation>Letzte 24 Stunden</translation>
    </message>
    <message>
        <source>Last hour</source>
        <translation>Letzte Stunde</translation>
    </message>
    <message>
        <source>Less than nothing: the sensors do not agree.</source>
        <translation>Weniger als nichts: Die Sensoren widersprechen sich.</translation>
    </message>
    <message>
        <source>No power reading has come yet.</source>
        <translation>Es ist noch kein Leistungswert eingetroffen.</translation>
    </message>
    <message>
        <source>Nothing is used.</source>
        <translation>Es wird nichts verbraucht.</translation>
    </message>
    <message>
        <source>Solar</source>
        <translation>Solar</translation>
    </message>
    <message>
        <source>Solar and battery give no reading and count as zero.</source>
        <translation>Solar und Batterie liefern keinen Messwert und zählen als null.</translation>
    </message>
    <message>
        <source>Solar gives no reading and counts as zero.</source>
        <translation>Solar liefert keinen Messwert und zählt als null.</translation>
    </message>
    <message>
        <source>The battery gives no reading and counts as zero.</source>
        <translation>Die Batterie liefert keinen Messwert und zählt als null.</translation>
    </message>
    <message>
        <source>The home&apos;s total is not known: Home Assistant&apos;s energy settings name no power sensor for it.</source>
        <translation>Der Gesamtverbrauch ist unbekannt: In den Energie-Einstellungen von Home Assistant ist dafür kein Leistungssensor angegeben.</translation>
    </message>
    <message>
        <source>The sum of the devices; Home Assistant&apos;s energy settings name no power sensor of the grid.</source>
        <translation>Summe der Geräte; in den Energie-Einstellungen von Home Assistant ist kein Leistungssensor des Netzes angegeben.</translation>
    </message>
    <message>
        <source>The sum of the devices; the grid&apos;s sensor gives no reading.</source>
        <translation>Summe der Geräte; der Sensor des Netzes liefert keinen Messwert.</translation>
    </message>
    <message>
        <source>all covered</source>
        <translation>lückenlos</translation>
    </message>
    <message>
        <source>all live</source>
        <translation>alles live</translation>
    </message>
    <message>
        <source>from Home Assistant&apos;s history</source>
        <translation>aus dem Verlauf von Home Assistant</translation>
    </message>
    <message>
        <source>hourly statistics</source>
        <translation>Stundenstatistik</translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation>nicht aufgezeichnet</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>noch nichts</translation>
    </message>
    <message>
        <source>recorded live</source>
        <translation>live aufgezeichnet</translation>
    </message>
    <message>
        <source>{battery} from the battery, the rest from the grid</source>
        <translation>{battery} aus der Batterie, der Rest aus dem Netz</translation>
    </message>
    <message>
        <source>{name}, feeding in</source>
        <translation>{name}, Einspeisung</translation>
    </message>
    <message>
        <source>{name}, the largest</source>
        <translation>{name}, größter Verbraucher</translation>
    </message>
    <message>
        <source>{share} covered</source>
        <translation>{share} Abdeckung</translation>
    </message>
    <message>
        <source>{solar} from solar, the rest from the battery</source>
        <translation>{solar} Solarstrom, der Rest aus der Batterie</translation>
    </message>
    <message>
        <source>{solar} from solar, the rest from the grid</source>
        <translation>{solar} Solarstrom, der Rest aus dem Netz</translation>
    </message>
    <message>
        <source>{solar} from solar, {battery} from the battery, the rest from the grid</source>
        <translation>{solar} Solarstrom, {battery} aus der Batterie, der Rest aus dem Netz</translation>
    </message>
    <message>
        <source>{unit}, mean of each 3 minutes</source>
        <translation>{unit}, Mittel je 3 Minuten</translation>
    </message>
    <message>
        <source>{unit}, mean of each 6 seconds</source>
        <translation>{unit}, Mittel je 6 Sekunden</translation>
    </message>
    <message>
        <source>{unit}, second by second</source>
        <translation>{unit}, sekundengenau</translation>
    </message>
</context>
<context>
    <name>NowPage</name>
    <message>
        <source>Home Assistant is connected. Its own energy dashboard already names the right sensors: they only have to be chosen.</source>
        <translation>Home Assistant ist verbunden. Sein eigenes Energie-Dashboard nennt die richtigen Sensoren schon: Sie müssen nur gewählt werden.</translation>
    </message>
    <message>
        <source>No Home Assistant yet</source>
        <translation>Noch kein Home Assistant</translation>
    </message>
    <message>
        <source>Nothing is tracked yet</source>
        <translation>Noch wird nichts aufgezeichnet</translation>
    </message>
    <message>
        <source>Tell Energy Desktop where your Home Assistant is, and it records what your home uses from then on.</source>
        <translation>Sobald Energy Desktop weiß, wo Home Assistant zu finden ist, zeichnet es den Verbrauch auf.</translation>
    </message>
</context>
<context>
    <name>NowViewModel</name>
    <message>
        <source>Connecting to Home Assistant …</source>
        <translation>Verbindung zu Home Assistant wird aufgebaut …</translation>
    </message>
    <message>
        <source>Home Assistant is being asked what it has …</source>
        <translation>Home Assistant wird nach Entitäten gefragt …</translation>
    </message>
    <message>
        <source>Home {power}</source>
        <translation>Haus {power}</translation>
    </message>
    <message>
        <source>Solar {power}</source>
        <translation>Solar {power}</translation>
    </message>
    <message>
        <source>Waiting for the first reading …</source>
        <translation>Warten auf den ersten Messwert …</translation>
    </message>
</context>
<context>
    <name>OverviewCard</name>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>drag the window, or its edges, to move the chart above</source>
        <translation>Fenster oder Ränder ziehen, um das Diagramm zu verschieben</translation>
    </message>
</context>
<context>
    <name>Parameters</name>
    <message>
        <source>Energy Desktop on {host} (process {process})</source>
        <translation>Energy Desktop auf {host} (Prozess {process})</translation>
    </message>
</context>
<context>
    <name>ProgressLine</name>
    <message>
        <source>Loading</source>
        <translation>Wird geladen</translation>
    </message>
</context>
<context>
    <name>ReadingsCard</name>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Raw readings</source>
        <translation>Rohdaten</translation>
    </message>
</context>
<context>
    <name>SensorCard</name>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n gefunden</numerusform>
            <numerusform>%n gefunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tracked</source>
        <translation>
            <numerusform>%n aufgezeichnet</numerusform>
            <numerusform>%n aufgezeichnet</numerusform>
        </translation>
    </message>
    <message>
        <source>Find a sensor</source>
        <translation>Sensor suchen</translation>
    </message>
    <message>
        <source>No sensor found.</source>
        <translation>Kein Sensor gefunden.</translation>
    </message>
    <message>
        <source>Sensors</source>
        <translation>Sensoren</translation>
    </message>
</context>
<context>
    <name>SensorList</name>
    <message>
        <source>Sensors</source>
        <translation>Sensoren</translation>
    </message>
</context>
<context>
    <name>ServerSteps</name>
    <message>
        <source>Encryption</source>
        <translation>Verschlüsselung</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Sign-in</source>
        <translation>Anmeldung</translation>
    </message>
    <message>
        <source>TLS, as the address says</source>
        <translation>TLS, wie in der Adresse angegeben</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>accepted, and may write</source>
        <translation>angenommen, darf schreiben</translation>
    </message>
    <message>
        <source>as the address says</source>
        <translation>wie in der Adresse angegeben</translation>
    </message>
    <message>
        <source>asking what it is …</source>
        <translation>wird gefragt, was es ist …</translation>
    </message>
    <message>
        <source>checking user and password …</source>
        <translation>Benutzer und Passwort werden geprüft …</translation>
    </message>
    <message>
        <source>connecting …</source>
        <translation>wird verbunden …</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>passt nicht</translation>
    </message>
    <message>
        <source>found by the server&apos;s own list</source>
        <translation>über die Liste des Servers gefunden</translation>
    </message>
    <message>
        <source>looking it up …</source>
        <translation>wird nachgeschlagen …</translation>
    </message>
    <message>
        <source>none; fine at home, not over the internet</source>
        <translation>keine; zu Hause in Ordnung, im Internet nicht</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>nicht gefunden</translation>
    </message>
    <message>
        <source>not reached</source>
        <translation>nicht geprüft</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>something else answers</source>
        <translation>etwas anderes antwortet</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>{name} is {number}</source>
        <translation>{name} ist {number}</translation>
    </message>
    <message>
        <source>{number}, a number of its own</source>
        <translation>{number}, direkt angegeben</translation>
    </message>
    <message>
        <source>{one} and {other} answer in {time} ms</source>
        <translation>{one} und {other} antworten in {time} ms</translation>
    </message>
    <message>
        <source>{port} answers in {time} ms</source>
        <translation>{port} antwortet in {time} ms</translation>
    </message>
    <message>
        <source>{port} does not answer</source>
        <translation>{port} antwortet nicht</translation>
    </message>
    <message>
        <source>{port}, waiting for an answer …</source>
        <translation>{port}, wartet auf Antwort …</translation>
    </message>
</context>
<context>
    <name>ServersCard</name>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Address for reading (PostgreSQL)</source>
        <translation>Adresse zum Lesen (PostgreSQL)</translation>
    </message>
    <message>
        <source>Address for writing (HTTP)</source>
        <translation>Adresse zum Schreiben (HTTP)</translation>
    </message>
    <message>
        <source>Addresses of the database servers</source>
        <translation>Adressen der Datenbankserver</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>For many homes, many readers or decades, QuestDB and MongoDB can keep the data. One home needs neither.</source>
        <translation>Für viele Häuser, viele Leser oder Jahrzehnte können QuestDB und MongoDB die Daten aufbewahren. Ein einzelnes Haus braucht beide nicht.</translation>
    </message>
    <message>
        <source>Host and port, or a whole connection string where it needs more. Passwords go to this system&apos;s keyring and nowhere else.</source>
        <translation>Rechner und Port oder, wo das nicht genügt, eine vollständige Verbindungszeichenfolge. Passwörter werden nur im Schlüsselbund dieses Systems abgelegt.</translation>
    </message>
    <message>
        <source>MongoDB: address</source>
        <translation>MongoDB: Adresse</translation>
    </message>
    <message>
        <source>MongoDB: password</source>
        <translation>MongoDB: Passwort</translation>
    </message>
    <message>
        <source>MongoDB: user</source>
        <translation>MongoDB: Benutzer</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>QuestDB: address for reading</source>
        <translation>QuestDB: Adresse zum Lesen</translation>
    </message>
    <message>
        <source>QuestDB: address for writing</source>
        <translation>QuestDB: Adresse zum Schreiben</translation>
    </message>
    <message>
        <source>QuestDB: password</source>
        <translation>QuestDB: Passwort</translation>
    </message>
    <message>
        <source>QuestDB: user</source>
        <translation>QuestDB: Benutzer</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
</context>
<context>
    <name>ServersViewModel</name>
    <message>
        <source>Kept; type to replace it</source>
        <translation>Gespeichert; hier ersetzen</translation>
    </message>
    <message>
        <source>Saved only after a test has succeeded.</source>
        <translation>Gespeichert wird erst nach einem erfolgreichen Test.</translation>
    </message>
    <message>
        <source>Taken from the environment</source>
        <translation>Aus der Umgebung übernommen</translation>
    </message>
    <message>
        <source>Tested and kept. Nothing has moved yet: that is the next step.</source>
        <translation>Getestet und gespeichert. Noch ist nichts umgezogen: Das ist der nächste Schritt.</translation>
    </message>
    <message>
        <source>Tested and kept. They are used from the next start on.</source>
        <translation>Getestet und gespeichert. Sie gelten ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>These addresses come from the environment variables of this start, which win over what is saved. They are used, and never stored: there is nothing to save here.</source>
        <translation>Diese Adressen kommen aus den Umgebungsvariablen dieses Starts, die allem Gespeicherten vorgehen. Sie werden benutzt und nie gespeichert: Hier gibt es nichts zu speichern.</translation>
    </message>
    <message>
        <source>What is greyed comes from the environment variables of this start, which win over what is saved. It is used, and never stored.</source>
        <translation>Was grau ist, kommt aus den Umgebungsvariablen dieses Starts, die allem Gespeicherten vorgehen. Es wird benutzt und nie gespeichert.</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Application</source>
        <translation>Anwendung</translation>
    </message>
    <message>
        <source>Changes apply at once. The recorder keeps running.</source>
        <translation>Änderungen gelten sofort. Die Aufzeichnung läuft weiter.</translation>
    </message>
    <message>
        <source>Entities</source>
        <translation>Entitäten</translation>
    </message>
    <message>
        <source>Home Assistant</source>
        <translation>Home Assistant</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>Bereiche</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>Speicher</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>More pages</source>
        <translation>Weitere Seiten</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
</context>
<context>
    <name>SpanButtons</name>
    <message>
        <source>How much is shown</source>
        <translation>Gezeigter Zeitraum</translation>
    </message>
</context>
<context>
    <name>SpanMenu</name>
    <message>
        <source>How much is shown: {span}</source>
        <translation>Gezeigter Zeitraum: {span}</translation>
    </message>
    <message>
        <source>Span</source>
        <translation>Zeitraum</translation>
    </message>
</context>
<context>
    <name>StateCard</name>
    <message>
        <source>Where the data are</source>
        <translation>Wo die Daten liegen</translation>
    </message>
</context>
<context>
    <name>StateFoot</name>
    <message>
        <source>State of the program</source>
        <translation>Zustand des Programms</translation>
    </message>
</context>
<context>
    <name>StepDots</name>
    <message>
        <source>Step {step} of {steps}</source>
        <translation>Schritt {step} von {steps}</translation>
    </message>
</context>
<context>
    <name>StorageStateViewModel</name>
    <message>
        <source>Database servers</source>
        <translation>Datenbankserver</translation>
    </message>
    <message>
        <source>Files on this computer</source>
        <translation>Dateien auf diesem Rechner</translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>Wird nachgesehen …</translation>
    </message>
    <message>
        <source>Many programs may read them; one records.</source>
        <translation>Viele Programme dürfen lesen, eines zeichnet auf.</translation>
    </message>
    <message>
        <source>Older copy</source>
        <translation>Ältere Kopie</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>Readings</source>
        <translation>Messwerte</translation>
    </message>
    <message>
        <source>Recorder</source>
        <translation>Aufzeichnung</translation>
    </message>
    <message>
        <source>Recording goes on: what the servers do not take waits on this computer, and is handed on when they are back.</source>
        <translation>Die Aufzeichnung läuft weiter: Was die Server nicht annehmen, wartet auf diesem Rechner und wird nachgereicht, wenn sie wieder da sind.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Two files in the data folder. Nothing else has to run.</source>
        <translation>Zwei Dateien im Datenordner. Sonst muss nichts laufen.</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartend</translation>
    </message>
    <message>
        <source>answers: {what}, at {address}</source>
        <translation>antwortet: {what}, unter {address}</translation>
    </message>
    <message>
        <source>changes for MongoDB on this disk: {count}</source>
        <translation>Änderungen für MongoDB auf dieser Festplatte: {count}</translation>
    </message>
    <message>
        <source>given for this start by --profile or ENERGY_DESKTOP_PROFILE</source>
        <translation>für diesen Start vorgegeben mit --profile oder ENERGY_DESKTOP_PROFILE</translation>
    </message>
    <message>
        <source>nothing: the servers have everything</source>
        <translation>nichts: die Server haben alles</translation>
    </message>
    <message>
        <source>readings and statistics</source>
        <translation>Messwerte und Statistik</translation>
    </message>
    <message>
        <source>readings in the journal on this disk: {count} ({bytes} of {limit})</source>
        <translation>Messwerte im Journal auf dieser Festplatte: {count} ({bytes} von {limit})</translation>
    </message>
    <message>
        <source>settings, entities, coverage</source>
        <translation>Einstellungen, Entitäten, Abdeckung</translation>
    </message>
    <message>
        <source>{files}. Nothing uses it; delete it when you no longer want it.</source>
        <translation>{files}. Wird nicht mehr benutzt und darf gelöscht werden.</translation>
    </message>
    <message>
        <source>{program} records. This program reads, and takes over within a minute of its end.</source>
        <translation>{program} zeichnet auf. Dieses Programm liest nur mit und übernimmt innerhalb einer Minute, sobald jenes endet.</translation>
    </message>
</context>
<context>
    <name>TextField</name>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Show what stands here</source>
        <translation>Eingabe anzeigen</translation>
    </message>
</context>
<context>
    <name>TrayIcon</name>
    <message>
        <source>Open Energy Desktop</source>
        <translation>Energy Desktop öffnen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
</context>
<context>
    <name>TrayViewModel</name>
    <message>
        <source>Energy Desktop</source>
        <translation>Energy Desktop</translation>
    </message>
    <message>
        <source>Pause recording</source>
        <translation>Aufzeichnung anhalten</translation>
    </message>
    <message>
        <source>Resume recording</source>
        <translation>Aufzeichnung fortsetzen</translation>
    </message>
    <message>
        <source>Status: {state}</source>
        <translation>Aufzeichnung: {state}</translation>
    </message>
</context>
<context>
    <name>WelcomeScene</name>
    <message>
        <source>Energy Desktop reads from Home Assistant, keeps every reading on this computer, and sends nothing anywhere else.</source>
        <translation>Energy Desktop liest aus Home Assistant, bewahrt jeden Messwert auf diesem Rechner auf und gibt nichts weiter.</translation>
    </message>
    <message>
        <source>Find my Home Assistant</source>
        <translation>Home Assistant suchen</translation>
    </message>
    <message>
        <source>For a Home Assistant elsewhere, or behind a name of its own.</source>
        <translation>Für ein Home Assistant anderswo oder mit eigenem Namen.</translation>
    </message>
    <message>
        <source>Give its address</source>
        <translation>Adresse angeben</translation>
    </message>
    <message>
        <source>Looks in your network. Two minutes.</source>
        <translation>Sucht in Ihrem Netzwerk. Dauert zwei Minuten.</translation>
    </message>
    <message>
        <source>Ten years of a simulated house. Nothing is connected.</source>
        <translation>Zehn Jahre eines simulierten Hauses, ohne Verbindung.</translation>
    </message>
    <message>
        <source>Try the demo home</source>
        <translation>Demohaus ausprobieren</translation>
    </message>
    <message>
        <source>Your home’s energy, recorded for good</source>
        <translation>Die Energie Ihres Hauses, dauerhaft erfasst</translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message>
        <source>MMM</source>
        <comment>date format of Qt</comment>
        <translation>MMM</translation>
    </message>
    <message>
        <source>MMMM yyyy</source>
        <comment>date format of Qt</comment>
        <translation>MMMM yyyy</translation>
    </message>
    <message>
        <source>d</source>
        <comment>date format of Qt</comment>
        <translation>d.</translation>
    </message>
    <message>
        <source>d MMM</source>
        <comment>date format of Qt</comment>
        <translation>d. MMM</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <comment>date format of Qt</comment>
        <translation>d. MMM yyyy</translation>
    </message>
    <message>
        <source>ddd d</source>
        <comment>date format of Qt</comment>
        <translation>ddd d.</translation>
    </message>
    <message>
        <source>ddd d MMM yyyy</source>
        <comment>date format of Qt</comment>
        <translation>ddd d. MMM yyyy</translation>
    </message>
    <message>
        <source>dddd d MMMM</source>
        <comment>date format of Qt</comment>
        <translation>dddd, d. MMMM</translation>
    </message>
    <message>
        <source>yyyy</source>
        <comment>date format of Qt</comment>
        <translation>yyyy</translation>
    </message>
</context>
<context>
    <name>_FormCard</name>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Address and token</source>
        <translation>Adresse und Token</translation>
    </message>
    <message>
        <source>As you open Home Assistant in a browser, from this computer.</source>
        <translation>So, wie Sie Home Assistant auf diesem Rechner im Browser öffnen.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>In Home Assistant: your profile › Security › Long-lived access tokens. It goes to this system&apos;s keyring and nowhere else.</source>
        <translation>In Home Assistant: Ihr Profil › Sicherheit › Langlebige Zugriffstoken. Das Token wird nur im Schlüsselbund dieses Systems abgelegt.</translation>
    </message>
    <message>
        <source>Test and connect</source>
        <translation>Prüfen und verbinden</translation>
    </message>
    <message>
        <source>Test only</source>
        <translation>Nur prüfen</translation>
    </message>
    <message>
        <source>This is the demo home. It runs inside this program and needs no address.</source>
        <translation>Dies ist das Demohaus. Es läuft in diesem Programm und braucht keine Adresse.</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
</context>
<context>
    <name>_Head</name>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Einheit</translation>
    </message>
</context>
<context>
    <name>_Headline</name>
    <message>
        <source>as of {time}</source>
        <translation>Stand: {time}</translation>
    </message>
</context>
<context>
    <name>_Progress</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Moving the data</source>
        <translation>Umzug der Daten</translation>
    </message>
    <message>
        <source>Progress of this stage</source>
        <translation>Fortschritt dieses Abschnitts</translation>
    </message>
</context>
<context>
    <name>_StateCard</name>
    <message>
        <source>State of the connection</source>
        <translation>Zustand der Verbindung</translation>
    </message>
</context>
<context>
    <name>messages</name>
    <message>
        <source>Another program</source>
        <translation>Ein anderes Programm</translation>
    </message>
    <message>
        <source>Another program may have recorded into the database at {path} while this one did not reach it. Recording begins anew, and what lies between is repaired.</source>
        <translation>Ein anderes Programm hat vielleicht in die Datenbank {path} aufgezeichnet, während dieses sie nicht erreichte. Die Aufzeichnung beginnt neu, und was dazwischen liegt, wird nachgeholt.</translation>
    </message>
    <message>
        <source>Authentication failed</source>
        <translation>Anmeldung fehlgeschlagen</translation>
    </message>
    <message>
        <source>Bring the database back; what does not fit is fetched from Home Assistant again.</source>
        <translation>Starten Sie die Datenbank wieder; was nicht hineinpasst, wird aus Home Assistant nachgeholt.</translation>
    </message>
    <message>
        <source>Broken pipe</source>
        <translation>Verbindung unterbrochen</translation>
    </message>
    <message>
        <source>Cannot assign requested address</source>
        <translation>Die Adresse gibt es auf diesem Rechner nicht</translation>
    </message>
    <message>
        <source>Change them back, or rename them and new ones are made.</source>
        <translation>Machen Sie die Änderung rückgängig, oder benennen Sie die Tabellen um, dann werden neue angelegt.</translation>
    </message>
    <message>
        <source>Change this there, or end that program: another then takes over within a minute.</source>
        <translation>Dort lässt sich das ändern; endet jenes Programm, übernimmt ein anderes innerhalb einer Minute.</translation>
    </message>
    <message>
        <source>Check address and port.</source>
        <translation>Prüfen Sie Adresse und Port.</translation>
    </message>
    <message>
        <source>Check both where the address of the database is set.</source>
        <translation>Prüfen Sie beides dort, wo die Adresse der Datenbank eingestellt ist.</translation>
    </message>
    <message>
        <source>Check both.</source>
        <translation>Prüfen Sie beide.</translation>
    </message>
    <message>
        <source>Check host and port.</source>
        <translation>Prüfen Sie Rechner und Port.</translation>
    </message>
    <message>
        <source>Check that it runs, that its address is right, and the network between.</source>
        <translation>Prüfen Sie, ob sie läuft, ob ihre Adresse stimmt und ob das Netzwerk dazwischen arbeitet.</translation>
    </message>
    <message>
        <source>Check that the machine is on and that no firewall stands between.</source>
        <translation>Prüfen Sie, ob der Rechner eingeschaltet ist und keine Firewall dazwischensteht.</translation>
    </message>
    <message>
        <source>Check the name in the address, or use the IP address of Home Assistant.</source>
        <translation>Prüfen Sie den Namen in der Adresse, oder verwenden Sie die IP-Adresse von Home Assistant.</translation>
    </message>
    <message>
        <source>Check the name in the address, or use the IP address of the server.</source>
        <translation>Prüfen Sie den Namen in der Adresse, oder verwenden Sie die IP-Adresse des Servers.</translation>
    </message>
    <message>
        <source>Check the network of both machines.</source>
        <translation>Prüfen Sie das Netzwerk beider Rechner.</translation>
    </message>
    <message>
        <source>Check the owner and the permissions of the folder, or choose another with --data-dir.</source>
        <translation>Prüfen Sie Besitzer und Rechte des Ordners, oder wählen Sie mit --data-dir einen anderen.</translation>
    </message>
    <message>
        <source>Check the owner and the permissions of the folder.</source>
        <translation>Prüfen Sie Besitzer und Rechte des Ordners.</translation>
    </message>
    <message>
        <source>Check the port (Home Assistant&apos;s own is 8123) and whether Home Assistant is running.</source>
        <translation>Prüfen Sie den Port (üblich ist 8123) und ob Home Assistant läuft.</translation>
    </message>
    <message>
        <source>Check the port ({server} has {usual} unless it was changed) and whether the server is running.</source>
        <translation>Prüfen Sie den Port ({server} hat {usual}, wenn er nicht geändert wurde) und ob der Server läuft.</translation>
    </message>
    <message>
        <source>Check the port, and whether the server expects TLS.</source>
        <translation>Prüfen Sie den Port und ob der Server TLS erwartet.</translation>
    </message>
    <message>
        <source>Check whether the server speaks TLS on that port, and whether this computer trusts its certificate.</source>
        <translation>Prüfen Sie, ob der Server auf diesem Port TLS spricht und ob dieser Rechner seinem Zertifikat vertraut.</translation>
    </message>
    <message>
        <source>Close that program, or choose another folder with --data-dir.</source>
        <translation>Schließen Sie dieses Programm, oder wählen Sie mit --data-dir einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Connection refused</source>
        <translation>Verbindung abgelehnt</translation>
    </message>
    <message>
        <source>Connection reset by peer</source>
        <translation>Verbindung von der Gegenseite abgebrochen</translation>
    </message>
    <message>
        <source>Connection timed out</source>
        <translation>keine Antwort in der üblichen Zeit</translation>
    </message>
    <message>
        <source>Correct or remove it.</source>
        <translation>Berichtigen oder entfernen Sie sie.</translation>
    </message>
    <message>
        <source>Device or resource busy</source>
        <translation>Gerät ist belegt</translation>
    </message>
    <message>
        <source>Disk quota exceeded</source>
        <translation>Kontingent auf der Festplatte erschöpft</translation>
    </message>
    <message>
        <source>Empty them, and migrate again.</source>
        <translation>Nach dem Leeren kann der Umzug neu beginnen.</translation>
    </message>
    <message>
        <source>File exists</source>
        <translation>Datei gibt es schon</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>Dateiname ist zu lang</translation>
    </message>
    <message>
        <source>Free some space there; recording continues by itself.</source>
        <translation>Schaffen Sie dort Platz; die Aufzeichnung geht von selbst weiter.</translation>
    </message>
    <message>
        <source>Free some space; recording continues by itself, and what did not fit is fetched from Home Assistant again.</source>
        <translation>Schaffen Sie Platz; die Aufzeichnung geht von selbst weiter, und was nicht mehr passte, wird aus Home Assistant nachgeholt.</translation>
    </message>
    <message>
        <source>Give its address and a token in Settings › Home Assistant.</source>
        <translation>Geben Sie Adresse und Token unter Einstellungen › Home Assistant an.</translation>
    </message>
    <message>
        <source>Give the password, or leave the user empty where the server asks for none.</source>
        <translation>Geben Sie das Passwort an, oder lassen Sie den Benutzer leer, wenn der Server keinen verlangt.</translation>
    </message>
    <message>
        <source>Home Assistant answers, but did not tell of changes of {entities}. The connection is made anew, and what was missed is fetched.</source>
        <translation>Home Assistant antwortet, hat aber Änderungen von {entities} nicht gemeldet. Die Verbindung wird neu hergestellt und Versäumtes nachgeholt.</translation>
    </message>
    <message>
        <source>Home Assistant at {host}:{port} has banned this computer&apos;s address after wrong tokens (HTTP 403).</source>
        <translation>Home Assistant auf {host}:{port} hat die Adresse dieses Rechners nach falschen Token gesperrt (HTTP 403).</translation>
    </message>
    <message>
        <source>Home Assistant could not answer “{request}”: {reason} ({code}).</source>
        <translation>Home Assistant konnte „{request}“ nicht beantworten: {reason} ({code}).</translation>
    </message>
    <message>
        <source>Home Assistant did not answer “{request}” within {seconds} seconds.</source>
        <translation>Home Assistant hat „{request}“ nicht innerhalb von {seconds} Sekunden beantwortet.</translation>
    </message>
    <message>
        <source>Home Assistant has no entity {entities}.</source>
        <translation>Home Assistant hat keine Entität {entities}.</translation>
    </message>
    <message>
        <source>Home Assistant refused the token.</source>
        <translation>Home Assistant hat das Token abgelehnt.</translation>
    </message>
    <message>
        <source>Home Assistant sent a message of more than {limit} MB, which is not accepted. The connection is made anew.</source>
        <translation>Home Assistant hat eine Nachricht von über {limit} MB gesendet; sie wird nicht angenommen. Die Verbindung wird neu aufgebaut.</translation>
    </message>
    <message>
        <source>Home Assistant&apos;s clock stepped back by {seconds} seconds. Recording starts anew from its present time.</source>
        <translation>Die Uhr von Home Assistant ist um {seconds} Sekunden zurückgesprungen. Die Aufzeichnung beginnt ab der dortigen Zeit neu.</translation>
    </message>
    <message>
        <source>Host is down</source>
        <translation>Rechner ist nicht in Betrieb</translation>
    </message>
    <message>
        <source>If Home Assistant runs without TLS there, use http:// instead of https://.</source>
        <translation>Läuft Home Assistant dort ohne TLS, gehört http:// statt https:// in die Adresse.</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>Fehler beim Lesen oder Schreiben der Festplatte</translation>
    </message>
    <message>
        <source>Install that version; the file is left untouched.</source>
        <translation>Installieren Sie diese Version; die Datei bleibt unangetastet.</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>ist ein Ordner</translation>
    </message>
    <message>
        <source>It looks like http://homeassistant.local:8123.</source>
        <translation>Sie sieht etwa so aus: http://homeassistant.local:8123.</translation>
    </message>
    <message>
        <source>It looks like “{example}”.</source>
        <translation>Sie sieht so aus: „{example}“.</translation>
    </message>
    <message>
        <source>Its own log says more; it is tried again.</source>
        <translation>Ihr eigenes Protokoll sagt mehr; es wird weiter versucht.</translation>
    </message>
    <message>
        <source>Make a new one in Home Assistant (your profile › Security › Long-lived access tokens) and paste it into the field “Token”.</source>
        <translation>Erstellen Sie in Home Assistant ein neues (Ihr Profil › Sicherheit › Langlebige Zugriffstoken) und fügen Sie es in das Feld „Token“ ein.</translation>
    </message>
    <message>
        <source>Make a new one in Home Assistant (your profile › Security › Long-lived access tokens) and save it with “energy-desktop connect”.</source>
        <translation>Erstellen Sie in Home Assistant ein neues (Profil › Sicherheit › Langlebige Zugriffstoken), und speichern Sie es mit „energy-desktop connect“.</translation>
    </message>
    <message>
        <source>Move it away to begin anew; what Home Assistant still has is then fetched again.</source>
        <translation>Verschieben Sie sie, um neu zu beginnen; was Home Assistant noch hat, wird dann erneut geholt.</translation>
    </message>
    <message>
        <source>Name or service not known</source>
        <translation>Name ist unbekannt</translation>
    </message>
    <message>
        <source>Network is down</source>
        <translation>Netzwerk ist nicht in Betrieb</translation>
    </message>
    <message>
        <source>Network is unreachable</source>
        <translation>Netzwerk ist nicht erreichbar</translation>
    </message>
    <message>
        <source>No Home Assistant is set up yet.</source>
        <translation>Es ist noch kein Home Assistant eingerichtet.</translation>
    </message>
    <message>
        <source>No entity is tracked yet.</source>
        <translation>Es wird noch keine Entität aufgezeichnet.</translation>
    </message>
    <message>
        <source>No machine named “{host}” was found.</source>
        <translation>Es wurde kein Rechner namens „{host}“ gefunden.</translation>
    </message>
    <message>
        <source>No route to host</source>
        <translation>kein Weg zu diesem Rechner</translation>
    </message>
    <message>
        <source>No secure connection to {host}:{port} could be made ({reason}).</source>
        <translation>Zu {host}:{port} kam keine sichere Verbindung zustande ({reason}).</translation>
    </message>
    <message>
        <source>No secure connection to {path} could be made ({reason}).</source>
        <translation>Zu {path} ließ sich keine sichere Verbindung herstellen ({reason}).</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>kein Platz mehr auf der Festplatte</translation>
    </message>
    <message>
        <source>No such device</source>
        <translation>Gerät gibt es nicht</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>Datei oder Ordner gibt es nicht</translation>
    </message>
    <message>
        <source>No token is stored for {address}.</source>
        <translation>Für {address} ist kein Token gespeichert.</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>ist kein Ordner</translation>
    </message>
    <message>
        <source>Nothing is lost; ask again in a while.</source>
        <translation>Es ist nichts verloren; fragen Sie später noch einmal.</translation>
    </message>
    <message>
        <source>Nothing was saved: leave the addresses in their environment variables.</source>
        <translation>Nichts wurde gespeichert: die Adressen in ihren Umgebungsvariablen lassen.</translation>
    </message>
    <message>
        <source>Operation not permitted</source>
        <translation>ist nicht erlaubt</translation>
    </message>
    <message>
        <source>Paste one in Settings › Home Assistant.</source>
        <translation>Fügen Sie unter Einstellungen › Home Assistant eines ein.</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>keine Berechtigung</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>hier kann nur gelesen werden</translation>
    </message>
    <message>
        <source>Remove it from ip_bans.yaml in Home Assistant&apos;s configuration and restart Home Assistant.</source>
        <translation>Entfernen Sie sie aus ip_bans.yaml in der Konfiguration von Home Assistant, und starten Sie Home Assistant neu.</translation>
    </message>
    <message>
        <source>Resource temporarily unavailable</source>
        <translation>vorübergehend nicht verfügbar</translation>
    </message>
    <message>
        <source>Run “energy-desktop connect --url ADDRESS --token-stdin”, or try “energy-desktop --demo”.</source>
        <translation>Das geht mit „energy-desktop connect --url ADRESSE --token-stdin“; „energy-desktop --demo“ zeigt ein Demohaus.</translation>
    </message>
    <message>
        <source>Run “energy-desktop connect” again, or set ENERGY_DESKTOP_HA_TOKEN.</source>
        <translation>Führen Sie „energy-desktop connect“ erneut aus, oder setzen Sie ENERGY_DESKTOP_HA_TOKEN.</translation>
    </message>
    <message>
        <source>Run “energy-desktop track --energy-prefs”, or name entities that “energy-desktop discover” lists.</source>
        <translation>„energy-desktop track --energy-prefs“ beginnt damit, ebenso „energy-desktop track“ mit Entitäten aus „energy-desktop discover“.</translation>
    </message>
    <message>
        <source>Set one up, or give the addresses in the environment variables ENERGY_DESKTOP_QUESTDB_ILP, ENERGY_DESKTOP_QUESTDB_PG and ENERGY_DESKTOP_MONGODB_URI.</source>
        <translation>Richten Sie einen ein, oder geben Sie die Adressen in den Umgebungsvariablen ENERGY_DESKTOP_QUESTDB_ILP, ENERGY_DESKTOP_QUESTDB_PG und ENERGY_DESKTOP_MONGODB_URI an.</translation>
    </message>
    <message>
        <source>Set the environment variable of that name; “energy-desktop servers --save” then keeps it.</source>
        <translation>Sie gehört in die Umgebungsvariable dieses Namens; „energy-desktop servers --save“ bewahrt sie dann auf.</translation>
    </message>
    <message>
        <source>Somebody has changed the tables at {path} ({reason}). Nothing is written to them.</source>
        <translation>Jemand hat die Tabellen auf {path} verändert ({reason}). Es wird nichts in sie geschrieben.</translation>
    </message>
    <message>
        <source>Something answers at {host}:{port}, but it is not Home Assistant ({reason}).</source>
        <translation>Auf {host}:{port} antwortet etwas, aber nicht Home Assistant ({reason}).</translation>
    </message>
    <message>
        <source>Something unexpected went wrong: {reason}.</source>
        <translation>Etwas Unerwartetes ist schiefgegangen: {reason}.</translation>
    </message>
    <message>
        <source>Start the database, or check its address; later starts do without it.</source>
        <translation>Starten Sie die Datenbank, oder prüfen Sie ihre Adresse; spätere Starts kommen ohne sie aus.</translation>
    </message>
    <message>
        <source>Temporary failure in name resolution</source>
        <translation>der Name lässt sich zurzeit nicht auflösen</translation>
    </message>
    <message>
        <source>That is no address of {wanted}.</source>
        <translation>Das ist keine Adresse von {wanted}.</translation>
    </message>
    <message>
        <source>The Energy Desktop that holds the data did not answer ({reason}).</source>
        <translation>Das Energy Desktop, das die Daten hält, hat nicht geantwortet ({reason}).</translation>
    </message>
    <message>
        <source>The address is saved; give the token in the environment variable ENERGY_DESKTOP_HA_TOKEN.</source>
        <translation>Die Adresse ist gespeichert; geben Sie das Token in der Umgebungsvariable ENERGY_DESKTOP_HA_TOKEN an.</translation>
    </message>
    <message>
        <source>The address is saved; the token has to be given again at each start, or in the environment variable ENERGY_DESKTOP_HA_TOKEN.</source>
        <translation>Die Adresse ist gespeichert; das Token muss bei jedem Start neu angegeben werden oder in der Umgebungsvariable ENERGY_DESKTOP_HA_TOKEN stehen.</translation>
    </message>
    <message>
        <source>The certificate of {host} is not trusted by this computer ({reason}).</source>
        <translation>Dieser Rechner vertraut dem Zertifikat von {host} nicht ({reason}).</translation>
    </message>
    <message>
        <source>The connection to Home Assistant at {host}:{port} was lost. It is being restored; what is missed meanwhile stays visible as a gap.</source>
        <translation>Die Verbindung zu Home Assistant auf {host}:{port} ist abgebrochen. Sie wird wiederhergestellt; was inzwischen fehlt, bleibt als Lücke sichtbar.</translation>
    </message>
    <message>
        <source>The data are being moved already.</source>
        <translation>Die Daten ziehen bereits um.</translation>
    </message>
    <message>
        <source>The data are in the profile “{profile}” already.</source>
        <translation>Die Daten liegen schon im Profil „{profile}“.</translation>
    </message>
    <message>
        <source>The data in {path} is in use by another program ({reason}).</source>
        <translation>Die Daten in {path} werden von einem anderen Programm benutzt ({reason}).</translation>
    </message>
    <message>
        <source>The database at {path} cannot be reached ({reason}), and this computer has not read it before, so it does not know what to record.</source>
        <translation>Die Datenbank {path} ist nicht erreichbar ({reason}), und dieser Computer hat sie noch nie gelesen: Er weiß nicht, was aufzuzeichnen ist.</translation>
    </message>
    <message>
        <source>The database at {path} cannot be reached ({reason}).</source>
        <translation>Die Datenbank {path} ist nicht erreichbar ({reason}).</translation>
    </message>
    <message>
        <source>The database at {path} has not yet worked in what was written to it ({reason}).</source>
        <translation>Die Datenbank {path} hat noch nicht eingearbeitet, was ihr geschrieben wurde ({reason}).</translation>
    </message>
    <message>
        <source>The database at {path} is {found}; {needed} or newer is needed.</source>
        <translation>Die Datenbank {path} ist {found}; nötig ist {needed} oder neuer.</translation>
    </message>
    <message>
        <source>The database at {path} refused the user name or the password ({reason}).</source>
        <translation>Die Datenbank {path} hat den Benutzernamen oder das Passwort abgelehnt ({reason}).</translation>
    </message>
    <message>
        <source>The database at {path} refused the user or the password ({reason}).</source>
        <translation>Die Datenbank unter {path} hat Benutzer oder Passwort abgelehnt ({reason}).</translation>
    </message>
    <message>
        <source>The database at {path} reported an error: {reason}.</source>
        <translation>Die Datenbank {path} hat einen Fehler gemeldet: {reason}.</translation>
    </message>
    <message>
        <source>The databases can be used, but this machine has no keyring for their passwords.</source>
        <translation>Die Datenbanken lassen sich benutzen, aber dieser Rechner hat keinen Schlüsselbund für ihre Passwörter.</translation>
    </message>
    <message>
        <source>The databases can be used, but this machine has no keyring for their passwords. Nothing was saved.</source>
        <translation>Die Datenbanken lassen sich benutzen, aber dieser Rechner hat keinen Schlüsselbund für ihre Passwörter. Nichts wurde gespeichert.</translation>
    </message>
    <message>
        <source>The databases can be used, but this machine&apos;s keyring does not keep their passwords ({reason}).</source>
        <translation>Die Datenbanken sind benutzbar, aber der Schlüsselbund dieses Rechners nimmt ihre Passwörter nicht auf ({reason}).</translation>
    </message>
    <message>
        <source>The databases can be used, but this machine&apos;s keyring does not keep their passwords ({reason}). Nothing was saved.</source>
        <translation>Die Datenbanken lassen sich benutzen, aber der Schlüsselbund dieses Rechners behält ihre Passwörter nicht ({reason}). Nichts wurde gespeichert.</translation>
    </message>
    <message>
        <source>The disk of the database at {path} is full or cannot be written ({reason}).</source>
        <translation>Der Datenträger der Datenbank {path} ist voll oder kann nicht beschrieben werden ({reason}).</translation>
    </message>
    <message>
        <source>The disk that holds {path} is full.</source>
        <translation>Der Datenträger mit {path} ist voll.</translation>
    </message>
    <message>
        <source>The file {path} is damaged or is no store of Energy Desktop ({reason}). It is left untouched.</source>
        <translation>Die Datei {path} ist beschädigt oder kein Speicher von Energy Desktop ({reason}). Sie bleibt unangetastet.</translation>
    </message>
    <message>
        <source>The log file has the details.</source>
        <translation>Einzelheiten stehen in der Protokolldatei.</translation>
    </message>
    <message>
        <source>The new stores do not hold the same as the old ones: {entity} differs on {day} ({count} such days), so they hold something beside the copy. Nothing was switched.</source>
        <translation>Die neuen Speicher enthalten nicht dasselbe wie die alten: {entity} weicht am {day} ab ({count} solche Tage); sie enthalten also noch anderes als die Kopie. Nichts wurde umgestellt.</translation>
    </message>
    <message>
        <source>The profile “servers” needs the address of each database, and {missing} is not known.</source>
        <translation>Das Profil „servers“ braucht die Adresse jeder Datenbank, und {missing} ist nicht bekannt.</translation>
    </message>
    <message>
        <source>The range ends ({end}) before it begins ({start}).</source>
        <translation>Der Zeitraum endet ({end}), bevor er beginnt ({start}).</translation>
    </message>
    <message>
        <source>The settings file {path} cannot be understood ({reason}).</source>
        <translation>Die Einstellungsdatei {path} ist unverständlich ({reason}).</translation>
    </message>
    <message>
        <source>The system&apos;s keyring did not give or take the token ({reason}).</source>
        <translation>Der Schlüsselbund des Systems hat das Token weder herausgegeben noch angenommen ({reason}).</translation>
    </message>
    <message>
        <source>The token is empty.</source>
        <translation>Das Token ist leer.</translation>
    </message>
    <message>
        <source>The user of the database at {path} may only read ({reason}).</source>
        <translation>Der Benutzer der Datenbank {path} darf nur lesen ({reason}).</translation>
    </message>
    <message>
        <source>There is a user for {server}, but no password.</source>
        <translation>Für {server} ist ein Benutzer angegeben, aber kein Passwort.</translation>
    </message>
    <message>
        <source>There is no screen to open a window on ({reason}).</source>
        <translation>Es gibt keinen Bildschirm für ein Fenster ({reason}).</translation>
    </message>
    <message>
        <source>This machine has no keyring, so the token cannot be stored.</source>
        <translation>Dieser Rechner hat keinen Schlüsselbund, das Token lässt sich daher nicht speichern.</translation>
    </message>
    <message>
        <source>Too many open files</source>
        <translation>zu viele geöffnete Dateien</translation>
    </message>
    <message>
        <source>Unlock it and try again, or set ENERGY_DESKTOP_HA_TOKEN.</source>
        <translation>Entsperren Sie ihn, und versuchen Sie es erneut, oder setzen Sie ENERGY_DESKTOP_HA_TOKEN.</translation>
    </message>
    <message>
        <source>Unlock it and try again.</source>
        <translation>Entsperren Sie ihn, und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Upgrade the server; what it holds stays.</source>
        <translation>Aktualisieren Sie den Server; was er enthält, bleibt.</translation>
    </message>
    <message>
        <source>Use https:// instead of http:// in the address.</source>
        <translation>In die Adresse gehört https:// statt http://.</translation>
    </message>
    <message>
        <source>Use one that may write.</source>
        <translation>Verwenden Sie einen, der schreiben darf.</translation>
    </message>
    <message>
        <source>Use the name the certificate was made for, or install its authority here.</source>
        <translation>Verwenden Sie den Namen, für den das Zertifikat ausgestellt ist, oder installieren Sie die Zertifizierungsstelle hier.</translation>
    </message>
    <message>
        <source>Wait until that has ended, or cancel it.</source>
        <translation>Warten Sie das Ende ab, oder brechen Sie den Umzug ab.</translation>
    </message>
    <message>
        <source>What answers at {path} is no {wanted} ({reason}).</source>
        <translation>Was unter {path} antwortet, ist kein {wanted} ({reason}).</translation>
    </message>
    <message>
        <source>Write it as ISO 8601, such as 2026-11-23T13:42 or 2026-11-23T12:42:07Z.</source>
        <translation>Sie folgt ISO 8601, etwa 2026-11-23T13:42 oder 2026-11-23T12:42:07Z.</translation>
    </message>
    <message>
        <source>an older one</source>
        <translation>eine ältere</translation>
    </message>
    <message>
        <source>another process has the data</source>
        <translation>ein anderer Prozess hat die Daten</translation>
    </message>
    <message>
        <source>certificate has expired</source>
        <translation>Zertifikat ist abgelaufen</translation>
    </message>
    <message>
        <source>certificate is not yet valid</source>
        <translation>Zertifikat gilt noch nicht</translation>
    </message>
    <message>
        <source>database is locked</source>
        <translation>Datenbank ist gesperrt</translation>
    </message>
    <message>
        <source>database or disk is full</source>
        <translation>Festplatte ist voll</translation>
    </message>
    <message>
        <source>file is not a database</source>
        <translation>Datei ist keine Datenbank</translation>
    </message>
    <message>
        <source>it closed the connection without an answer</source>
        <translation>es hat die Verbindung ohne Antwort geschlossen</translation>
    </message>
    <message>
        <source>it does not speak WebSocket</source>
        <translation>es spricht kein WebSocket</translation>
    </message>
    <message>
        <source>it ends in the middle of something</source>
        <translation>sie endet mitten in einer Angabe</translation>
    </message>
    <message>
        <source>it has none of Energy Desktop&apos;s tables</source>
        <translation>es hat keine Tabellen von Energy Desktop</translation>
    </message>
    <message>
        <source>it is closed</source>
        <translation>ist geschlossen</translation>
    </message>
    <message>
        <source>it is not in UTF-8</source>
        <translation>sie ist nicht in UTF-8</translation>
    </message>
    <message>
        <source>it is read-only</source>
        <translation>sie ist schreibgeschützt</translation>
    </message>
    <message>
        <source>its answer is not HTTP</source>
        <translation>seine Antwort ist kein HTTP</translation>
    </message>
    <message>
        <source>line {line} is no TOML</source>
        <translation>Zeile {line} ist kein TOML</translation>
    </message>
    <message>
        <source>no reason given</source>
        <translation>ohne Angabe eines Grundes</translation>
    </message>
    <message>
        <source>no route</source>
        <translation>kein Weg dorthin</translation>
    </message>
    <message>
        <source>self-signed certificate</source>
        <translation>selbst ausgestelltes Zertifikat</translation>
    </message>
    <message>
        <source>self-signed certificate in certificate chain</source>
        <translation>selbst ausgestelltes Zertifikat in der Zertifikatskette</translation>
    </message>
    <message>
        <source>the connection was closed while TLS began</source>
        <translation>die Verbindung wurde zu Beginn von TLS geschlossen</translation>
    </message>
    <message>
        <source>this program has it open already</source>
        <translation>dieses Programm hat sie schon geöffnet</translation>
    </message>
    <message>
        <source>unable to get local issuer certificate</source>
        <translation>Aussteller des Zertifikats ist hier nicht bekannt</translation>
    </message>
    <message>
        <source>wrong version number</source>
        <translation>dort wird kein TLS gesprochen</translation>
    </message>
    <message>
        <source>{entities} was never recorded here.</source>
        <translation>{entities} wurde hier nie aufgezeichnet.</translation>
    </message>
    <message>
        <source>{holder} records into the database at {path}, and only one program does.</source>
        <translation>{holder} zeichnet in die Datenbank {path} auf, und das tut nur ein Programm.</translation>
    </message>
    <message>
        <source>{host} answers, but nothing listens on port {port}.</source>
        <translation>{host} antwortet, aber nicht auf Port {port}.</translation>
    </message>
    <message>
        <source>{host} cannot be reached from this computer ({reason}).</source>
        <translation>{host} ist von diesem Rechner aus nicht erreichbar ({reason}).</translation>
    </message>
    <message>
        <source>{host}:{port} answers, but Home Assistant does not yet ({reason}). It may be starting.</source>
        <translation>{host}:{port} antwortet, Home Assistant aber noch nicht ({reason}). Möglicherweise startet es gerade.</translation>
    </message>
    <message>
        <source>{host}:{port} did not answer ({reason}).</source>
        <translation>{host}:{port} hat nicht geantwortet ({reason}).</translation>
    </message>
    <message>
        <source>{host}:{port} did not answer within {seconds} seconds.</source>
        <translation>{host}:{port} hat {seconds} Sekunden lang nicht geantwortet.</translation>
    </message>
    <message>
        <source>{host}:{port} expects a secure connection.</source>
        <translation>{host}:{port} erwartet eine sichere Verbindung.</translation>
    </message>
    <message>
        <source>{host}:{port} sent a message that Home Assistant would not send ({reason}). The connection is made anew; nothing stored is affected.</source>
        <translation>{host}:{port} hat eine Nachricht gesendet, wie sie Home Assistant nicht senden würde ({reason}). Die Verbindung wird neu aufgebaut; Gespeichertes ist nicht betroffen.</translation>
    </message>
    <message>
        <source>{path} cannot be read ({reason}).</source>
        <translation>{path} lässt sich nicht lesen ({reason}).</translation>
    </message>
    <message>
        <source>{path} cannot be written ({reason}).</source>
        <translation>{path} lässt sich nicht schreiben ({reason}).</translation>
    </message>
    <message>
        <source>{path} holds {size} MB that the database has not taken yet, which is all it may.</source>
        <translation>{path} enthält {size} MB, die die Datenbank noch nicht angenommen hat; mehr darf es nicht sein.</translation>
    </message>
    <message>
        <source>{path} takes connections, but does not answer as {server} does ({reason}).</source>
        <translation>{path} nimmt Verbindungen an, antwortet aber nicht wie {server} ({reason}).</translation>
    </message>
    <message>
        <source>{path} was written by a newer version of Energy Desktop (form {found}, known {known}).</source>
        <translation>{path} stammt von einer neueren Version von Energy Desktop (Format {found}, bekannt {known}).</translation>
    </message>
    <message>
        <source>“energy-desktop discover” lists what it has.</source>
        <translation>„energy-desktop discover“ zeigt, welche es gibt.</translation>
    </message>
    <message>
        <source>“energy-desktop record” records without a window.</source>
        <translation>„energy-desktop record“ zeichnet ohne Fenster auf.</translation>
    </message>
    <message>
        <source>“energy-desktop track” starts recording an entity.</source>
        <translation>„energy-desktop track“ beginnt die Aufzeichnung einer Entität.</translation>
    </message>
    <message>
        <source>“{address}” is not an address of Home Assistant.</source>
        <translation>„{address}“ ist keine Adresse von Home Assistant.</translation>
    </message>
    <message>
        <source>“{name}” is neither true nor false</source>
        <translation>„{name}“ ist weder true noch false</translation>
    </message>
    <message>
        <source>“{name}” is no table</source>
        <translation>„{name}“ ist keine Tabelle</translation>
    </message>
    <message>
        <source>“{name}” is “{value}” instead of {possible}</source>
        <translation>„{name}“ ist „{value}“ statt {possible}</translation>
    </message>
    <message>
        <source>“{text}” is not a time.</source>
        <translation>„{text}“ ist keine Zeitangabe.</translation>
    </message>
</context>
</TS>
