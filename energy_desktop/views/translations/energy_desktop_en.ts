<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>ConnectionViewModel</name>
    <message numerus="yes">
        <source>%n energy sensor(s)</source>
        <translation>
            <numerusform>%n energy sensor</numerusform>
            <numerusform>%n energy sensors</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Devices</name>
    <message numerus="yes">
        <source>%n others, idle</source>
        <translation>
            <numerusform>%n other, idle</numerusform>
            <numerusform>%n others, idle</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n smaller</source>
        <translation>
            <numerusform>%n smaller</numerusform>
            <numerusform>%n smaller</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n without a reading</source>
        <translation>
            <numerusform>%n without a reading</numerusform>
            <numerusform>%n without a reading</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EntitiesViewModel</name>
    <message numerus="yes">
        <source>%n no longer recorded.</source>
        <translation>
            <numerusform>%n no longer recorded.</numerusform>
            <numerusform>%n no longer recorded.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n now recording.</source>
        <translation>
            <numerusform>%n now recording.</numerusform>
            <numerusform>%n now recording.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n recorded</source>
        <translation>
            <numerusform>%n recorded</numerusform>
            <numerusform>%n recorded</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n start(s) recording when you press “{button}”.</source>
        <translation>
            <numerusform>%n starts recording when you press “{button}”.</numerusform>
            <numerusform>%n start recording when you press “{button}”.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stop, and keep their history.</source>
        <translation>
            <numerusform>%n stops, and keeps its history.</numerusform>
            <numerusform>%n stop, and keep their history.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticked</source>
        <translation>
            <numerusform>%n ticked</numerusform>
            <numerusform>%n ticked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Track %n entities</source>
        <translation>
            <numerusform>Track %n entity</numerusform>
            <numerusform>Track %n entities</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FirstStartViewModel</name>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n found</numerusform>
            <numerusform>%n found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>History</name>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n months</source>
        <translation>
            <numerusform>%n month</numerusform>
            <numerusform>%n months</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sensors</source>
        <translation>
            <numerusform>%n sensor</numerusform>
            <numerusform>%n sensors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} rows in view</source>
        <translation>
            <numerusform>{count} row in view</numerusform>
            <numerusform>{count} rows in view</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} rows saved as {name}</source>
        <translation>
            <numerusform>{count} row saved as {name}</numerusform>
            <numerusform>{count} rows saved as {name}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HistoryViewModel</name>
    <message numerus="yes">
        <source>%n sensors</source>
        <translation>
            <numerusform>%n sensor</numerusform>
            <numerusform>%n sensors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At most %n sensors at once: hide one first.</source>
        <translation>
            <numerusform>At most %n sensor at once: hide it first.</numerusform>
            <numerusform>At most %n sensors at once: hide one first.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SensorCard</name>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n found</numerusform>
            <numerusform>%n found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tracked</source>
        <translation>
            <numerusform>%n tracked</numerusform>
            <numerusform>%n tracked</numerusform>
        </translation>
    </message>
</context>
</TS>
