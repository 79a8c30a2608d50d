extension Phrasebook {
  static let moneyTopics = [invoices, licence, refund, sales]

  private static let invoices = Topic(
    product: "Halden Invoices",
    exchanges: [
      Exchange(
        "Invoice numbers jump from 1041 to 1043, our accountant is not happy",
        "Number 1042 is a cancelled draft. The journal under Invoices → Numbers proves it to your accountant."),
      Exchange(
        "The tax on order {order} is wrong",
        "The article had no tax class. I corrected it and order {order} is right now."),
      Exchange(
        "Can {product} write invoices in French?",
        "Languages follow the customer’s. French needs the language pack, which is free."),
      Exchange(
        "invoice pdf is empty", "The logo was too large for the page. I scaled it down; please open the PDF again."),
      Exchange(
        "How do I cancel an invoice that was already sent?",
        "A sent invoice is never deleted, but “Cancel” writes a credit note with its own number."),
      Exchange(
        "We need the customer’s tax number on the invoice", "Switch it on under Invoices → Fields → Tax number."),
      Exchange(
        "The monthly export for our accountant fails with a blank page",
        "The export ran out of memory at {seconds}00 pages. Please take it in two halves until {version} is out."),
      Exchange(
        "Reverse charge is not applied for our customer in Denmark",
        "Reverse charge needs a checked tax number. The check failed that day; I ran it again and it passed."),
    ],
    details: [
      "It is {amount}, should be less", "Only PDFs, the mail is fine", "{shop}", "Since the first of the month",
      "Accountant needs it by Friday",
    ])

  private static let licence = Topic(
    exchanges: [
      Exchange(
        "My licence key is refused on the new server",
        "I freed the old seat. Please enter the key again on the new server."),
      Exchange(
        "How many shops can I run with one licence of {product}?",
        "One licence covers one live shop and two test shops."),
      Exchange(
        "we moved domains, licence invalid now",
        "I moved the licence to the new domain. It may take an hour to be known everywhere."),
      Exchange(
        "The licence ends in {days} days, can I pay earlier?",
        "You can renew now; the days left are added to the new year."),
      Exchange(
        "Key works in test but not in production",
        "Test and production need the same domain ending, or a second seat. I added one for free."),
      Exchange(
        "Can I hand my licence over to a client?",
        "Handing over is fine: send me the client’s mail address and I will move it."),
      Exchange(
        "I bought {product} twice by mistake",
        "I cancelled the second purchase. {amount} will be back on your card within {days} days."),
    ],
    details: ["Old domain was {shop}", "Paid {amount} in January", "The message says “seat taken”", "Invoice {order}"])

  private static let refund = Topic(
    exchanges: [
      Exchange(
        "I would like my money back for {product}",
        "I have started the refund of {amount}. Banks take up to {days} days."),
      Exchange(
        "Refund for invoice {order} please, it does not fit our theme",
        "May I ask what did not fit? If I cannot mend it, the refund is yours."),
      Exchange(
        "You charged {amount} twice",
        "Sorry about that! The second charge was a hiccup of the payment service and is already reversed."),
      Exchange(
        "I cancelled in time and was charged anyway!",
        "Your cancellation came two days after the renewal, but I refund it as a courtesy."),
      Exchange("how long does a refund take", "We send it the same day; banks take up to {days} days."),
      Exchange(
        "Paid by bank transfer, shop still says unpaid",
        "The transfer arrived without the invoice number. I matched it; the shop says paid now."),
      Exchange(
        "Can I change from yearly to monthly payment?",
        "You can switch to monthly at the next renewal: Account → Payment."),
    ],
    details: ["Card ends with 1881", "Invoice is {order}", "It was on Monday", "My bank says it is on your side"])

  private static let sales = Topic(
    exchanges: [
      Exchange(
        "Do you have a discount for agencies?", "Agencies get 20 % from five licences on. Shall I send you the form?"),
      Exchange(
        "What is the difference between {product} Basic and Pro?",
        "Pro adds several languages, the API and the night support."),
      Exchange("Can I try {product} before buying?", "Yes, {days} days free and without a card: halden.example/try"),
      Exchange(
        "does {product} work with multi-shop installations",
        "Multi-shop works from {version} on, one licence per live shop."),
      Exchange(
        "We are a charity. Any special price?",
        "For charities it is half the price. A scan of the certificate is enough."),
      Exchange("Is there an offer for all plug-ins together?", "The bundle of all six costs {amount} a year."),
      Exchange(
        "Do you build custom features?", "We build small things ourselves and recommend two partners for large ones."),
      Exchange(
        "Which of your plug-ins do I need for click and collect?",
        "Checkout and Stock together do it. Labels is not needed."),
    ],
    details: [
      "About {days} shops", "We would start next month", "Budget is around {amount}", "Currently we use a competitor",
    ])
}
