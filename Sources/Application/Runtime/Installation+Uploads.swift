import Support
package import Sync
import Warehouse

/// Files of Messenger, brought into the ledger and the columns.
extension Installation {
  /// A `grouped_chats` file, or a file of a data export: its content tells.
  ///
  /// - Parameters:
  ///   - run: what the history is to call this; a number of its own when not given.
  ///   - source: the messenger source that it belongs to; the only or first one when not named.
  ///   - company: in an export the participant that is the company; the settings or the page tell when not named.
  ///   - folder: the folder that it lies in, which names a conversation that does not say itself what it is called.
  package func importMessenger(
    run: Int64? = nil, label: String, source: String? = nil, company: String? = nil, folder: String? = nil,
    force: Bool = false,
    chunks: @escaping @Sendable () throws -> [UInt8]?,
    progress: @escaping @Sendable (ImportProgress) -> Void = { _ in }
  ) async throws -> ImportReport {
    try await upload(to: source, company, force).run(
      run, label: label, folder: folder, at: now, clock: clock, chunks: chunks, progress: progress)
  }

  /// A data export, conversation by conversation.
  package func importMessenger(
    label: String, folders: [ExportFolder], source: String? = nil, company: String? = nil, force: Bool = false,
    progress: @escaping @Sendable (ImportProgress) -> Void = { _ in }
  ) async throws -> ImportReport {
    try await upload(to: source, company, force).run(
      label: label, folders: folders, at: now, clock: clock, progress: progress)
  }

  private func upload(to source: String?, _ company: String?, _ force: Bool) async throws -> MessengerImport {
    let source = source ?? settings.messengerSource
    var company = company ?? settings.company(of: source)
    if company == nil {
      let pages = try await ledger.directory(of: source, kind: .inbox)
      company = pages.count == 1 ? pages.first?.name : nil
    }
    return MessengerImport(into: ledger, under: rules, source: source, company: company, force: force)
  }
}

extension Settings {
  /// Where uploads are booked: the configured messenger source, or `facebook` when there is none.
  package var messengerSource: String { sources.first { $0.kind == .messenger }?.id ?? "facebook" }

  fileprivate func company(of source: String) -> String? {
    guard case .messenger(let messenger) = sources.first(where: { $0.id == source })?.connection else { return nil }
    return messenger.company
  }
}
