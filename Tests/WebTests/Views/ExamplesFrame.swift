import Markup

@testable import Web

// Halden Software is made up, and so is everyone who works there or writes to it.

extension PageFrame {
  static func example(_ title: String, at href: String? = nil, mode: Mode = .desk) -> PageFrame {
    PageFrame(
      title: title, workspace: "Halden Software", navigation: Navigation(items: Navigation.pages, current: href),
      freshness: .example, now: "Fri 20 Nov 2026, 09:12 Berlin", mode: mode)
  }
}

extension Freshness {
  static let example = Freshness(
    summary: Status(.good, "Complete to 09:05"),
    sources: [
      Source(name: "Shop chat", status: Status(.good, "09:05")),
      Source(name: "Facebook messages", status: Status(.good, "Thu 19 Nov, 18:40")),
    ])
}

extension PeriodPicker {
  static let example = PeriodPicker(
    title: "This month, 1 Nov to now",
    presets: [
      Preset(name: "Today", days: "Fri 20 Nov, to now", href: "/?period=today"),
      Preset(name: "Yesterday", days: "Thu 19 Nov", href: "/?period=yesterday"),
      Preset(name: "Last 7 days", days: "13 to 19 Nov", href: "/?period=last-7-days"),
      Preset(name: "This month", days: "1 Nov to now", href: "/?period=this-month", isCurrent: true),
      Preset(name: "Last month", days: "1 to 31 Oct", href: "/?period=last-month"),
    ],
    action: "/", kept: [Kept(name: "source", value: "facebook")], firstDay: "2026-11-01", lastDay: "2026-11-20")
}
