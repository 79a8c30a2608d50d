extension Phrasebook {
  static let shopTopics = [checkout, search, stock, labels, reviews]

  private static let checkout = Topic(
    product: "Halden Checkout",
    exchanges: [
      Exchange(
        "Customers cannot finish the checkout since this morning, {product} hangs at the address step.",
        "I can see the failed attempts for {shop}. The address service was slow this morning; it is back now. Could you try again?"
      ),
      Exchange(
        "the pay button does nothing on mobile??",
        "Two themes cover the pay button on small screens, yours is one. I sent you a small fix."),
      Exchange(
        "Our checkout shows “please try again” after choosing a payment method. Shop: {shop}",
        "Your payment key ran out yesterday. Please enter the new one under Checkout → Payment."),
      Exchange(
        "Hi, guest checkout disappeared after updating to {version}",
        "Guest checkout is now under Accounts → Guests. The update moved it, sorry for the surprise."),
      Exchange(
        "Is there a way to skip the phone number field in {product}?",
        "Yes, open {product} → Fields and switch “phone number” to optional."),
      Exchange(
        "People get charged but no order is created. Order {order} for example!",
        "I created order {order} by hand and the payment is linked to it. We found out why: a time limit of your host."),
      Exchange(
        "Checkout takes {seconds} seconds to load, it was instant before",
        "The address list was loaded in full each time. I switched on “load while typing”; it is fast again."),
      Exchange(
        "How do I add a gift message to the checkout?",
        "Gift messages are a field type since {version}: Fields → Add → Gift message."),
      Exchange(
        "Coupon codes are refused although they are valid until next month",
        "The coupons were limited to new customers. I can lift that if you like."),
    ],
    details: [
      "It happens in {browser}, not elsewhere.", "Example: order {order}", "We changed nothing on our side.",
      "Only for customers outside the EU it seems", "I can send a screenshot if that helps",
      "Three customers called already…",
    ])

  private static let search = Topic(
    product: "Halden Search",
    exchanges: [
      Exchange(
        "Search finds nothing for words with umlauts",
        "Umlauts need the folding option. I have switched it on for {shop}."),
      Exchange(
        "Since {version} the search results are sorted strangely, cheapest last",
        "The update reset the order to “most expensive first”. Search → Ranking sets it back."),
      Exchange(
        "can I exclude sold out items from search?",
        "Yes: Search → Ranking → Availability, set sold out articles to “hide”."),
      Exchange(
        "How often does {product} rebuild its index? New articles take hours to appear.",
        "Every six hours, or at once with “index on save”. I switched that on for you."),
      Exchange(
        "The suggestions box covers our menu on phones",
        "You can move the box with the option “attach to input”. Then the menu stays free."),
      Exchange(
        "Is there a report of what people search for and do not find?",
        "The report is called “Searches without results” and lies under Statistics."),
      Exchange(
        "Synonyms: we want “trainers” to find “sneakers”. Possible?",
        "Synonyms are one line each in Search → Words: trainers, sneakers."),
      Exchange(
        "Search says index is {days} days old. Is that normal?",
        "No. The build had stopped at a broken article; I started a new one, it takes about {seconds} minutes."),
    ],
    details: [
      "For example “Grösse 42”.", "We have about 12,000 articles", "It is on {shop}",
      "In {browser} it looks fine, by the way",
      "We restarted it twice already.",
    ])

  private static let stock = Topic(
    product: "Halden Stock",
    exchanges: [
      Exchange(
        "We sold an article twice that was in stock once. {product} should prevent that?",
        "It does when “reserve in cart” is on. It was off for that warehouse; I switched it on."),
      Exchange(
        "Stock numbers in the shop and in {product} differ by {seconds}",
        "Those are reserved items. Choose “show free stock” and both show the same."),
      Exchange(
        "How do I import stock from a CSV with semicolons?",
        "The import takes semicolons when you choose “European” as the format."),
      Exchange(
        "Can two warehouses share one article number?",
        "Two warehouses can share a number if “split by place” is on. Shall I switch it on?"),
      Exchange(
        "stock sync stopped on its own last night",
        "The sync stopped because your shop answered with error 503 for ten minutes. It runs again."),
      Exchange(
        "Reserved items never come back when a cart is abandoned",
        "Reservations end after 30 minutes by default. Yours was set to “never”; I suggest 45."),
      Exchange(
        "Is it possible to get a mail when an article falls below {days}?",
        "Low stock mails: Stock → Alerts. One limit for all, or one per article."),
      Exchange(
        "The import says line 311 is wrong but it looks fine",
        "Line 311 has a space before the number. The next version will be kinder about that."),
    ],
    details: [
      "Article 4711-B", "Warehouse Nord is right, the other one is off.", "Last good sync was at 02:14",
      "The file has 3,400 lines",
      "I attached nothing because I cannot attach here 😅",
    ])

  private static let labels = Topic(
    product: "Halden Labels",
    exchanges: [
      Exchange(
        "Labels print at half size since today",
        "The browser scales the page. Choose 100 % and no margins in the print window, please."),
      Exchange(
        "The carrier refuses our labels: “invalid routing code”",
        "The carrier changed its codes last night. Version {version} has the new table."),
      Exchange(
        "Can I print {seconds} labels at once?",
        "Yes, tick the orders and choose Labels → Print all. Up to 200 go into one file."),
      Exchange(
        "{product} chose the expensive service for order {order}, why?",
        "Order {order} weighs more than the cheap service takes, so the next one was chosen."),
      Exchange(
        "return labels are missing in the customer mail",
        "Return labels are a separate switch per carrier. It was off for yours; it is on now."),
      Exchange(
        "Where do I change the sender address?",
        "Sender addresses are under Labels → Places. Each warehouse can have its own."),
      Exchange(
        "Parcel of order {order} shows no tracking",
        "The carrier scanned it an hour ago. Tracking for {order} shows up with the next refresh."),
      Exchange(
        "Do you support pick-up shops in Austria?",
        "Pick-up shops in Austria come with the next release, in about {days} days."),
    ],
    details: [
      "Printer is a 10×15 thermal one.", "Order {order} and two others", "It worked on Friday!",
      "We ship around {seconds}0 parcels a day",
      "From {browser}",
    ])

  private static let reviews = Topic(
    product: "Halden Reviews",
    exchanges: [
      Exchange(
        "Somebody posts fake reviews on all our articles",
        "I blocked the sender and hid {seconds} reviews; you can look through them under Reviews → Hidden."),
      Exchange(
        "Can we answer to reviews publicly?", "Yes, click on the review and choose “answer as shop”."),
      Exchange(
        "Review mails go out twice!!",
        "Both your old and your new shop had the mail job switched on. I switched the old one off."),
      Exchange(
        "How do we import reviews from our old shop?",
        "The import takes a CSV with article, stars, text and date. I can send you a sample."),
      Exchange(
        "Stars are not shown in search engines any more",
        "Search engines need the article’s price beside the stars. The latest theme lost it; here is a small fix."),
      Exchange(
        "A customer wants his review deleted, how?",
        "Open the review and choose “erase author”. The stars may stay, the name goes."),
      Exchange(
        "Is a review with a photo moderated?", "Always. It waits under Reviews → New until somebody approves it."),
    ],
    details: [
      "All from the same evening", "It began after {version}", "About {seconds} of them",
      "He wrote to us by mail as well",
    ])
}
