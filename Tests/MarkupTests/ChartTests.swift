import Markup
import Testing

@Suite struct `Charts` {
  private static let days = (1...4).map { LineChart.Day(hint: "day \($0)", href: "/?day=\($0)") }

  private func chart(_ values: [Double?], runsFrom: Int? = nil) -> String {
    printed(
      LineChart(
        days: Self.days,
        lines: [LineChart.Line(name: "replies", end: "9", values: values, style: .series(1), runsFrom: runsFrom)],
        alternative: "Replies per day"
      ).html)
  }

  @Test func `keep gaps as gaps`() {
    let drawn = chart([1, 2, nil, 4])
    #expect(drawn.ranges(of: "<path").count == 1)
    #expect(drawn.ranges(of: "<circle").count == 2, "the lone point, and the end of the line")
  }

  @Test func `dash what still runs, from where the finished part ends`() {
    let drawn = chart([1, 2, 3, 4], runsFrom: 3)
    #expect(drawn.contains("class=\"ln s1\""))
    #expect(drawn.contains("class=\"ln s1 part\""))
  }

  @Test func `count from zero in at most four round steps`() {
    let drawn = chart([3, 127, 40, 9])
    for label in [">0<", ">50<", ">100<", ">150<"] { #expect(drawn.contains(label)) }
    #expect(!drawn.contains(">200<"))
  }

  @Test func `of nothing but zeros still have an axis`() {
    #expect(chart([0, 0, 0, 0]).contains(">1<"))
    #expect(chart([nil, nil, nil, nil]).contains("class=\"ax\""))
  }

  @Test func `answer a pointer with a day and its receipt, unheard by screen readers`() {
    let drawn = chart([1, 2, 3, 4])
    #expect(drawn.contains("<a href=\"/?day=2\" tabindex=\"-1\">"))
    #expect(drawn.contains("<title>day 2</title>"))
    #expect(drawn.contains("class=\"chart hits\" height=\"216\" aria-hidden=\"true\""))
  }

  @Test func `speak one sentence instead of their shapes`() {
    #expect(chart([1, 2, 3, 4]).contains("role=\"img\" aria-label=\"Replies per day\""))
    let spark = Sparkline(values: [1, 3, 2], alternative: "Replies, ending at 2")
    #expect(printed(spark.html).contains("aria-label=\"Replies, ending at 2\""))
    #expect(printed(Sparkline(values: [], alternative: "").html).isEmpty)
  }

  @Test func `share a bar by value and leave out what is nothing`() {
    let bar = StackedBar(
      parts: [
        StackedBar.Part(label: "23 on us", value: 23, colour: .bad, isSubject: true),
        StackedBar.Part(label: "0 elsewhere", value: 0, colour: .grey),
        StackedBar.Part(label: "77 on the customer", value: 77, colour: .pale),
      ], alternative: "Of 100 open, 23 wait on us")
    let drawn = printed(bar.html)
    #expect(drawn.contains("<rect class=\"fb\" x=\"0%\" width=\"22.7%\" height=\"14\"/>"))
    #expect(drawn.contains("<rect class=\"fw2\" x=\"23%\" width=\"77%\" height=\"14\"/>"))
    #expect(!drawn.contains("elsewhere"))
  }

  @Test func `hang inline bars from the right, within their place`() {
    #expect(printed(InlineBar(fraction: 0.25).html).contains("x=\"75%\" width=\"25%\""))
    #expect(printed(InlineBar(fraction: 7).html).contains("x=\"0%\" width=\"100%\""))
    #expect(printed(InlineBar(fraction: .nan).html).contains("width=\"0%\""))
  }

  @Test func `show bars with name and figure`() {
    let bars = Bars(
      title: "By channel",
      bars: [
        Bars.Bar(label: "Shop chat", value: 3, figure: "3", href: "/x"), Bars.Bar(label: "Mail", value: 0, figure: "0"),
      ])
    let drawn = printed(bars.html)
    #expect(drawn.contains("<th scope=\"row\">Shop chat</th>"))
    #expect(drawn.contains("<a class=\"n\" href=\"/x\">3</a>"))
  }

  @Test func `mark the median and the case in view in a histogram`() {
    let histogram = Histogram(
      counts: [2, 8, 4, 1], edges: [Histogram.Edge(bin: 0, label: "0 h"), Histogram.Edge(bin: 4, label: "4 h")],
      median: 1.5, medianLabel: "half within 1 h 30", subject: 2, alternative: "Most within two hours")
    let drawn = printed(histogram.html)
    #expect(drawn.contains("<line class=\"an\" x1=\"37.5%\" x2=\"37.5%\""))
    #expect(drawn.contains(">half within 1 h 30<"))
    #expect(drawn.contains(">this one<"))
  }

  @Test func `put every hour of the week into a real table`() {
    let map = HeatMap(
      title: "Messages per weekday and hour",
      rows: ["Mon", "Tue"].map { HeatMap.Row(weekday: $0, values: Array(0..<24)) }, most: "23 an hour")
    let drawn = printed(map.html)
    #expect(drawn.ranges(of: "scope=\"col\"").count == 24)
    #expect(drawn.ranges(of: "<td class=\"q").count == 48)
    #expect(drawn.contains("<td class=\"q0\"><span class=\"vh\">0</span></td>"))
    #expect(drawn.contains("<td class=\"q6\">23</td>"))
  }

  @Test func `place minutes of a day in per cent of its row`() {
    let strip = ClockStrip(days: [
      ClockStrip.Day(
        weekday: "Tue", date: "17 Nov", stretches: [ClockStrip.Stretch(from: 720, to: 1_440, holder: .us)],
        marks: [ClockStrip.Mark(minute: 720, label: "12:00 asks")], alternative: "Tuesday: waiting from noon")
    ])
    let drawn = printed(strip.html)
    #expect(drawn.contains("<rect class=\"f1\" x=\"50%\" y=\"8\" width=\"50%\" height=\"22\"/>"))
    #expect(drawn.contains(">12:00 asks<"))
  }

  @Test func `turn labels away from their neighbours, and from the edges`() {
    let marks = [
      (30, "00:30 asks"), (592, "09:52 reply"), (794, "13:14 asks"), (927, "15:27 solved"), (930, "15:30 closed"),
    ]
    let strip = ClockStrip(days: [
      ClockStrip.Day(
        weekday: "Thu", date: "19 Nov", stretches: [],
        marks: marks.map { ClockStrip.Mark(minute: $0.0, label: $0.1) }, alternative: "Thursday")
    ])
    let drawn = printed(strip.html)
    #expect(drawn.contains("y=\"46\">00:30 asks<"))
    #expect(drawn.contains("text-anchor=\"middle\">13:14 asks<"))
    #expect(drawn.contains("y=\"46\">15:27 solved<"))
    #expect(!drawn.contains(">15:30 closed<"))
    #expect(drawn.ranges(of: "<line class=\"ol\"").count == 5)
  }
}
