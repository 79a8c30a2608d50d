import Files
import Helpdesks
import Sync

/// Something to import at once: a file, or the conversations of a data export.
struct ImportJob: Sendable {
  enum Content: Sendable {
    case file(String)
    case export(ExportScan)
    /// It cannot even be looked at.
    case failed(any Error)
  }

  var label: String
  var content: Content

  /// In the order of the words. Files of one conversation's folder are one job, wherever the first of them stands: what
  /// one of them ends with, the next one begins with.
  static func all(of words: [String], in console: Console) -> [ImportJob] {
    let parts = Dictionary(grouping: words.filter { isPart($0, in: console) }) { ExportPath($0)?.folder ?? "" }
    var seen: Set<String> = []
    return words.flatMap { word -> [ImportJob] in
      if Files.isFolder(console.path(word)) { return jobs(in: word, console) }
      guard let path = ExportPath(word), let others = parts[path.folder], others.count > 1, others.contains(word) else {
        return [ImportJob(label: name(of: word), content: .file(word))]
      }
      guard seen.insert(path.folder).inserted else { return [] }
      return [ImportJob(label: name(of: path.folder), content: .export(ExportScan(others, in: console)))]
    }
  }

  private static func jobs(in word: String, _ console: Console) -> [ImportJob] {
    do {
      let scan = try ExportScan(folder: word, in: console)
      if !scan.folders.isEmpty { return [ImportJob(label: name(of: word), content: .export(scan))] }
      let files = try Files.names(in: console.path(word)).filter { $0.lowercased().hasSuffix(".json") }
      guard !files.isEmpty else { throw UnusableFolder(path: word) }
      return files.map { ImportJob(label: $0, content: .file("\(word)/\($0)")) }
    } catch {
      return [ImportJob(label: name(of: word), content: .failed(error))]
    }
  }

  private static func isPart(_ word: String, in console: Console) -> Bool {
    guard ExportPath(word) != nil, let file = try? FileReader(console.path(word)) else { return false }
    var sniffer = MessengerSniffer()
    // What cannot be read or recognised is imported by itself, and says so.
    while let chunk = try? file.next() {
      guard let format = try? sniffer.look(at: chunk) else { continue }
      return format == .export
    }
    return sniffer.last == .export
  }

  private static func name(of word: String) -> String {
    word == "-" ? "standard input" : String(word.split(separator: "/").last ?? Substring(word))
  }
}

/// A folder without anything to import.
struct UnusableFolder: Error, CustomStringConvertible {
  let path: String

  var description: String {
    "“\(path)” holds no message_1.json of a data export, however deep one looks, and no .json file itself"
  }
}

/// `…/inbox/JoBerg_123/message_2.json`
struct ExportPath {
  let folder: String
  let number: Int

  init?(_ path: String) {
    let pieces = path.split(separator: "/", omittingEmptySubsequences: false)
    guard let name = pieces.last, name.hasPrefix("message_"), name.hasSuffix(".json"),
      let number = Int(name.dropFirst(8).dropLast(5))
    else { return nil }
    self.number = number
    folder = pieces.dropLast().joined(separator: "/")
  }

  /// Nothing for a file in the folder where one stands.
  var folderName: String? { folder.split(separator: "/").last.flatMap { $0 == "." || $0 == ".." ? nil : String($0) } }
}

/// The conversations of a data export that lie in a folder, or that were named one by one.
struct ExportScan: Sendable {
  private(set) var folders: [ExportFolder] = []
  private(set) var size = 0

  /// Files of one folder.
  init(_ files: [String], in console: Console) { add(files, in: console) }

  init(folder: String, in console: Console) throws { try look(into: folder, depth: 0, console) }

  /// So deep that no export ends before it, and no loop of links goes on for ever.
  private static let deepest = 16

  private mutating func look(into folder: String, depth: Int, _ console: Console) throws {
    guard depth < ExportScan.deepest else { return }
    let paths = try Files.names(in: console.path(folder)).map { "\(folder)/\($0)" }
    let parts = paths.filter { ExportPath($0) != nil && !Files.isFolder(console.path($0)) }
    if !parts.isEmpty { add(parts, in: console) }
    for path in paths where Files.isFolder(console.path(path)) { try look(into: path, depth: depth + 1, console) }
  }

  private mutating func add(_ files: [String], in console: Console) {
    let sorted = files.compactMap { file in ExportPath(file).map { (path: $0, file: file) } }
      .sorted { $0.path.number < $1.path.number }
    guard let first = sorted.first else { return }
    for (_, file) in sorted { size += (try? Files.size(of: console.path(file))) ?? 0 }  // for the progress alone
    folders.append(
      ExportFolder(
        name: first.path.folderName ?? "",
        files: sorted.map { _, file in
          let path = console.path(file)
          return ExportFile(file) {
            let reader = try FileReader(path)
            return { try reader.next() }
          }
        }))
  }
}
