extension Phrasebook {
  static let english = Phrasebook(
    topics: shopTopics + moneyTopics + technicalTopics,
    greetings: [
      "Hi {customer}, {agent} here.", "Hello {customer}!", "Hi, thanks for writing to Halden Software.",
      "Good to hear from you, {customer}.", "Hi there, {agent} from Halden.",
    ],
    probes: [
      "Which version of {product} do you run?", "Could you send me the address of your shop?",
      "Since when does it happen?", "Does it happen in every browser?", "Can you give me one example?",
      "Let me have a look. Anything else I should know?",
    ],
    followUps: [
      Exchange("Ok, and how long will that take?", "About {seconds} minutes. You need not wait, I will write to you."),
      Exchange(
        "Where exactly do I find that?", "In the admin area on the left, below {product}. The gear opens the settings."),
      Exchange("Will it happen again with the next update?", "No, the next version has a test for exactly this."),
      Exchange("Does that cost extra?", "No, it is part of your licence."),
      Exchange("And for our second shop?", "Just the same there. Shall I do it for both?"),
      Exchange("Hm, I do not see any change", "Please empty the cache once and reload, then it should show."),
      Exchange("Can you do that for me?", "With pleasure. Please switch on support access under System → Access."),
      Exchange("Who else was affected?", "A handful of shops. We wrote it down on the status page."),
      Exchange("Could I get that in writing for my boss?", "Of course, I sent you a short summary by mail."),
      Exchange("Is there a guide for this?", "Yes: docs.halden.example, search for “{product}”."),
    ],
    thanks: [
      "Works now, thank you {agent}!", "Perfect, thanks", "That did it 🙌", "great support as always",
      "Thanks, I will try that tonight", "ok thx", "Super quick, thank you!", "Alright, all good now.",
      "You saved my day", "👍", "Got it, cheers", "That solved it. Have a nice day!",
    ],
    closings: [
      "Glad it works. Write any time!", "Happy to help, {customer}.", "Great! I am closing this for now.",
      "You are welcome 🙂", "Good to hear. Enjoy {product}!", "Anytime. Have a good one!",
    ],
    nudges: [
      "Hello??", "Anyone there?", "?", "Any news on this?", "I am still waiting",
      "Could somebody please look at this today?", "Just checking in on my message above",
      "Sorry to push, but customers are complaining", "Still the same here",
    ],
    returns: [
      Exchange(
        "Hi again, it came back after the last update.",
        "Sorry to hear that! I see it in the log. The fix is in {version}, I just installed it for you."),
      Exchange(
        "Hello, me again about {product}. Can we move it to a new server?",
        "Yes. Free the old seat under Account → Licences, then enter the key on the new server."),
      Exchange(
        "It worked for a while, now the same thing happens.",
        "The setting was lost when the theme changed. I set it again and locked it."),
      Exchange(
        "Back again 🙈 the problem from last time is there once more",
        "No worries. This time it is the cache; I emptied it and all looks fine."),
      Exchange(
        "One more thing, since you were so helpful last time: can we get an invoice for the whole year?",
        "Of course, it is in your mailbox."),
      Exchange(
        "Hi {agent}, remember me? We would like to add two more shops.",
        "How could I forget! Two seats more are {amount} a year. Shall I add them?"),
    ])
}
