import JSONReader
import Support

/// The ways that tickets go, and what their stages mean.
struct HubSpotPipelines: Equatable, Sendable {
  struct Pipeline: Equatable, Sendable {
    var id: String
    var label: String
    var isActive: Bool
    /// In the order of the board.
    var stages: [Stage]
  }

  struct Stage: Equatable, Sendable {
    var id: String
    var label: String
    var order: Int
    var isClosed: Bool
  }

  private var known: [String: Pipeline]

  init(_ pipelines: [Pipeline] = []) {
    known = Dictionary(pipelines.map { ($0.id, $0) }) { first, _ in first }
  }

  subscript(id: String) -> Pipeline? { known[id] }

  /// Ids of stages may occur in several pipelines, so both are needed; a pipeline that is not told (any more) leaves
  /// the stage to whichever pipeline has it.
  func stage(_ id: String, of pipeline: String) -> Stage? {
    if let pipeline = known[pipeline] { return pipeline.stages.first { $0.id == id } }
    let homes = known.values.compactMap { $0.stages.first { $0.id == id } }
    return homes.count == 1 ? homes.first : nil
  }

  /// What a stage means; nothing where nobody can say.
  ///
  /// Open or closed is the stage's own `ticketState`. Only a closed stage is closed, whatever its name. Waiting for the
  /// customer is not among HubSpot's states, so the name has to tell; the default pipeline's second stage is known by
  /// its id where its name is not told.
  func state(_ id: String, of pipeline: String) -> ConversationState? {
    guard let stage = stage(id, of: pipeline) else {
      return known[pipeline] == nil && pipeline == "0" ? HubSpotPipelines.usual[id] : nil
    }
    if stage.isClosed { return .closed }
    if WaitingWords.say(stage.label) { return .pending }
    return known[pipeline]?.stages.first?.id == id ? .new : .open
  }

  /// The stages of the pipeline that every account begins with.
  private static let usual: [String: ConversationState] = ["1": .new, "2": .pending, "3": .open, "4": .closed]

  /// The ids of those that are named by id or by label.
  func ids(named names: Set<String>) -> Set<String> {
    let wanted = Set(names.map { $0.stripped.lowercased() })
    let labelled = known.values.filter { wanted.contains($0.label.stripped.lowercased()) }.map(\.id)
    return names.union(labelled)
  }

  var entries: [DirectoryEntry] {
    known.values.sorted { $0.id < $1.id }.flatMap { pipeline in
      [DirectoryEntry(.pipeline, id: pipeline.id, name: pipeline.label, isActive: pipeline.isActive)]
        + pipeline.stages.map { stage in
          DirectoryEntry(
            .stage, id: "\(pipeline.id)/\(stage.id)", name: stage.label, isActive: pipeline.isActive,
            details: [
              "pipeline": [pipeline.id], "state": [(state(stage.id, of: pipeline.id) ?? .open).rawValue],
            ])
        }
    }
  }
}

extension HubSpotPipelines.Pipeline {
  init(_ json: JSONField) throws(JSONMismatch) {
    id = try json["id"].string
    label = json["label"].saidText ?? id
    isActive = try json["archived"].ifPresent?.bool != true
    stages = try json["stages"].list.map { (stage) throws(JSONMismatch) in try HubSpotPipelines.Stage(stage) }
    // By their order, then by name: the vendor's array has none.
    stages.sort { ($0.order, $0.label, $0.id) < ($1.order, $1.label, $1.id) }
  }
}

extension HubSpotPipelines.Stage {
  init(_ json: JSONField) throws(JSONMismatch) {
    id = try json["id"].string
    label = json["label"].saidText ?? id
    order = (try? json["displayOrder"].int) ?? 0  // without an order it stands first
    let metadata = json["metadata"]
    isClosed = metadata["ticketState"].saidText == "CLOSED" || metadata["isClosed"].saidText == "true"
  }
}

/// Whether a stage's name says that the customer has to act: “Waiting on contact”, “Warten auf Kontakt”.
///
/// A word for waiting and one for the customer, in the languages that HubSpot names its default stages in. “Waiting on
/// us” has no customer in it.
enum WaitingWords {
  private static let waiting = [
    "waiting", "wait for", "awaiting", "pending", "warte", "wartet", "esperando", "en espera", "en attente",
    "aguardando",
    "in attesa", "wacht", "oczekiwan", "väntar", "venter", "odottaa", "待ち", "等待",
  ]
  private static let customers = [
    "contact", "customer", "client", "requester", "kunde", "kontakt", "contacto", "cliente", "contato",
    "contatto", "klant", "klient", "kund", "asiakas", "コンタクト", "顧客", "联系人", "客户",
  ]

  static func say(_ label: String) -> Bool {
    let label = label.lowercased()
    return waiting.contains { label.contains($0) } && customers.contains { label.contains($0) }
  }
}
