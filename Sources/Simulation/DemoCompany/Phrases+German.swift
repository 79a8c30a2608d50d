extension Phrasebook {
  static let german = Phrasebook(
    topics: [
      Topic(
        exchanges: [
          Exchange(
            "Hallo, seit dem Update auf {version} geht die Kasse nicht mehr",
            "Das ist ein bekannter Fehler in {version}; ich habe dir den Flicken gerade eingespielt."),
          Exchange(
            "Wie bekomme ich eine Rechnung mit unserer USt-IdNr.?",
            "Die USt-IdNr. trägst du unter Rechnungen → Absender ein."),
          Exchange(
            "{product} zeigt falsche Bestände an", "Da fehlte der Abgleich der letzten Nacht. Er läuft gerade nach."),
          Exchange(
            "Guten Morgen, die Etiketten werden zu klein gedruckt",
            "Im Druckfenster bitte 100 % und keine Ränder wählen."),
          Exchange(
            "Mein Lizenzschlüssel wird nicht angenommen",
            "Ich habe den alten Platz freigegeben. Bitte den Schlüssel neu eingeben."),
          Exchange(
            "Können wir von jährlich auf monatlich wechseln?",
            "Der Wechsel geht zum nächsten Termin unter Konto → Zahlung."),
          Exchange(
            "Die Suche findet nichts bei „Größe 42“",
            "Ich habe den Index neu gestartet, in {seconds} Minuten ist er fertig."),
        ],
        details: [
          "Bestellung {order}", "Im {browser} ist es genauso", "Der Shop ist {shop}", "Gestern ging es noch",
          "Es eilt leider ein bisschen",
        ])
    ],
    greetings: [
      "Hallo {customer}, hier ist {agent}.", "Guten Tag {customer}!", "Danke für deine Nachricht, {customer}.",
    ],
    probes: ["Welche Version von {product} nutzt ihr?", "Seit wann tritt das auf?", "Ich schaue kurz nach."],
    followUps: [
      Exchange("Wie lange dauert das?", "Ungefähr {seconds} Minuten."),
      Exchange("Wo finde ich das genau?", "Links im Menü, unter {product}."),
      Exchange("Kostet das extra?", "Nein, das ist in der Lizenz enthalten."),
    ],
    thanks: ["Danke, es klappt!", "Super, vielen Dank", "Alles klar, danke dir 👍", "Passt, schönen Tag noch!"],
    closings: ["Gern geschehen!", "Freut mich. Melde dich jederzeit.", "Schön, dass es läuft 🙂"],
    nudges: ["Hallo??", "Gibt es schon etwas Neues?", "Ich warte leider immer noch"],
    returns: [
      Exchange(
        "Hallo nochmal, der Fehler ist wieder da.",
        "Tut mir leid! Mit {version} ist er endgültig weg, ich habe sie eingespielt."),
      Exchange("Ich bin es wieder, diesmal wegen der Rechnung.", "Sie liegt jetzt in deinem Postfach."),
    ])
}
