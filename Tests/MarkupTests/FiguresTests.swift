import Markup
import Testing

@Suite struct `Figures for people` {
  @Test(arguments: [
    (0, "0"), (7, "7"), (999, "999"), (1_000, "1,000"), (1_204, "1,204"), (73_203, "73,203"), (1_000_000, "1,000,000"),
    (-4, "−4"), (-12_345, "−12,345"), (Int.min, "−9,223,372,036,854,775,808"),
  ])
  func `counts are grouped and minus is a true minus`(_ value: Int, _ text: String) {
    #expect(Figures.count(value) == text)
  }

  @Test func `one thing is not many`() {
    #expect(Figures.count(1, "reply", "replies") == "1 reply")
    #expect(Figures.count(0, "reply", "replies") == "0 replies")
    #expect(Figures.count(1_204, "reply", "replies") == "1,204 replies")
  }

  @Test(arguments: [
    (0, "0 s"), (45, "45 s"), (59, "59 s"), (60, "1 min"), (220, "3 min 40"), (185, "3 min 05"), (599, "9 min 59"),
    (600, "10 min"), (1_320, "22 min"), (1_349, "22 min"), (1_350, "23 min"), (3_569, "59 min"), (3_570, "1 h 00"),
    (5_340, "1 h 29"), (102_120, "28 h 22"), (259_140, "71 h 59"), (259_170, "3 d"), (259_200, "3 d"),
    (273_600, "3 d 4 h"), (86_400 * 1_200, "1,200 d"), (-90, "−1 min 30"), (Int.max, "106,751,991,167,300 d 16 h"),
  ])
  func `durations have two units at most`(_ seconds: Int, _ text: String) {
    #expect(Figures.duration(seconds: seconds) == text)
  }

  @Test(arguments: [
    (0.884, 0, "88 %"), (0.885, 0, "89 %"), (1, 0, "100 %"), (0, 0, "0 %"), (0.2612, 1, "26.1 %"), (0.002, 1, "0.2 %"),
    (0.0005, 2, "0.05 %"), (-0.031, 0, "−3 %"), (12.5, 0, "1,250 %"), (Double.nan, 0, "not available"),
  ])
  func `shares are per cent with a space`(_ fraction: Double, _ digits: Int, _ text: String) {
    #expect(Figures.share(fraction, digits: digits) == text)
  }
}
