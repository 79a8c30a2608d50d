/// The files of one conversation of a data export.
package struct ExportFolder: Sendable {
  package var name: String
  /// `message_1.json` first, which is the newest.
  package var files: [ExportFile]

  package init(name: String, files: [ExportFile]) {
    self.name = name
    self.files = files
  }
}

/// One file of them, opened when its turn comes.
package struct ExportFile: Sendable {
  package var label: String
  package var open: @Sendable () throws -> () throws -> [UInt8]?

  package init(_ label: String, open: @escaping @Sendable () throws -> () throws -> [UInt8]?) {
    self.label = label
    self.open = open
  }
}
