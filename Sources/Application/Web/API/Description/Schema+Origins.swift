import Accounts

// The answers of the systems that this one replaces.
extension Schema {
  private static let role = Schema.words(Role.self).orNull

  static let closureRow = Schema.object(closureMembers)

  private static let closureMembers: Members = [
    "username": .text, "tickets_closed": .whole, "role": role, "profile_picture": .nothing, "user_id": .id.orNull,
  ]

  private static let proof: Members = ["adds_up": .flag, "receipt": .text]

  private static let chart: Members = [
    "labels": .list(.text), "data": .list(.whole), "total_closed": .whole,
    "top_performer": Schema.named(.closureRow).orNull,
  ]

  private static let clearance: Members = [
    "can_sync_now": .flag, "time_until_next_sync": .whole.orNull, "minutes_until_next": .whole.orNull,
    "last_sync_time": .time.orNull, "sync_count_today": .whole, "tickets_processed_today": .whole,
  ]

  static let closureStatus = Schema.object(clearance)

  private static let success: Members = ["success": .constant(true)]

  static let closuresToday = Schema.object(
    success + ["date": .day] + chart + [
      "users": .list(.object(closureMembers + ["last_sync_hour": .whole.orNull, "sync_count": .whole])),
      "period": .words(["daily"]), "sync_status": .named(.closureStatus),
    ] + proof)

  static let closuresPeriod = Schema.object(
    success + ["date": .day, "start_date": .day, "end_date": .day] + chart + [
      "users": .list(.object(closureMembers + ["ticket_numbers": .list(.text)])),
      "period": .words(["daily", "range"]), "sync_status": .named(.closureStatus),
    ] + proof)

  static let closureTop = Schema.object(
    success + ["date": .day, "performers": .list(.named(.closureRow))] + proof)

  static let closureStats = Schema.object(
    success + [
      "stats": .object([
        "total_tickets": .whole, "today_total": .whole, "this_week": .whole, "this_month": .whole,
      ]), "top_performer": Schema.named(.closureRow).orNull, "date": .day, "today_total": .whole,
    ] + proof)

  static let closurePeople = Schema.object(
    success + [
      "user_stats": .list(
        .object([
          "user_id": .id.orNull, "username": .text, "total_tickets": .whole, "this_month": .whole, "this_week": .whole,
          "last_activity": .day.orNull,
        ]))
    ] + proof)

  static let closureDetails = Schema.object(
    success + [
      "user": Schema.object(["username": .text, "name": .text, "role": role, "user_id": .id.orNull]).orNull,
      "tickets": .list(
        .object([
          "id": .text, "ticket_number": .text, "subject": .text.orNull, "priority": .text.orNull,
          "created_at": .time.orNull, "closed_at": .time, "key": .text, "link": .text.orNull,
        ])), "total_tickets": .whole,
      "summary": .object(["start_date": .day, "end_date": .day, "total_tickets": .whole, "net_tickets": .whole]),
      "receipt": .text,
    ])

  static let closureSyncStatus = Schema.object(success + ["date": .day, "sync_info": .named(.closureStatus)])

  static let closureSync = Schema.object(
    success + ["message": .text, "date": .day, "tickets_processed": .whole, "runs": .list(.id)])

  static let closureAdminStats = Schema.object(
    success + [
      "current_time": .time, "sync_info": .object(clearance + ["next_sync_time": .time.orNull]),
      "database_stats": closureStanding,
      "recent_activity": .list(
        .object([
          "date": .day, "time": .text, "tickets_processed": .whole, "sync_count": .whole, "time_ago": .text,
        ])), "top_performers_today": .list(.named(.closureRow)), "unmapped_users": .list(.named(.userMapping)),
    ])

  static let closureStanding = Schema.object([
    "total_closure_records": .whole, "mapped_users_count": .whole, "linked_mappings_count": .whole,
    "unmapped_mappings_count": .whole, "days_with_data": .whole, "total_syncs": .whole,
  ])

  static let closureStoreTest = Schema.object(
    success + ["message": .text, "conversations": .whole, "messages": .whole, "syncs": .whole])

  static let closureMessage = Schema.object(success + ["message": .text], maybe: ["mappings": .whole])

  static let userMapping = Schema.object([
    "id": .text, "freshworks_user_id": .text, "freshworks_username": .text, "user_id": .id.orNull,
    "username": .text.orNull, "email": .text.orNull, "role": role, "linked": .flag, "source": .text, "active": .flag,
  ])

  static func mappings(_ name: String) -> Schema {
    .object(success + [name: .list(.named(.userMapping)), "total": .whole])
  }

  static let oneMapping = Schema.object(success + ["mapping": .named(.userMapping)], maybe: ["message": .text])
}

extension Schema {
  static let uploadProgress = Schema.object([
    "upload_id": .id, "status": .words(UploadProgress.Status.self), "progress_percentage": .number(0...100),
    "current_stage": .words(UploadProgress.stages), "processed_conversations": .whole,
    "total_conversations": .whole.orNull, "details": .text, "start_time": .time, "last_update": .time,
    "duration_seconds": .whole,
    "statistics": .object([
      "filtered_autoresponses": .whole.orNull, "gpt_calls_made": .whole, "errors_count": .whole,
    ]),
    "errors": .list(.text),
  ])

  static let messageFigures = Schema.object([
    "avg_sentiment_score": .nothing, "csat_percentage": .nothing, "fcr_percentage": .nothing,
    "avg_response_time_minutes": .number.orNull, "total_conversations": .whole, "total_messages": .whole,
    "most_common_topics": .nothing, "last_updated": .time.orNull, "receipts": .map(.text),
  ])

  static let messageSummary = Schema.object([
    "total_conversations": .whole, "total_messages": .whole,
    "recent_activity": .list(.object(["fb_chat_id": .text, "total_messages": .whole, "updated_at": .time])),
  ])

  private static let pages: Members = [
    "total": .whole, "page": .whole(from: 1), "page_size": .whole(1...100), "total_pages": .whole,
  ]

  static let messageChats = Schema.object(["conversations": .list(.named(.messageChat))] + pages)

  static let chatMessages = Schema.object(["messages": .list(.named(.chatMessage))] + pages)

  static let messageChat = Schema.object([
    "id": .text, "fb_chat_id": .text, "total_messages": .whole, "customer_messages": .whole, "agent_messages": .whole,
    "satisfaction_score": .nothing, "satisfaction_confidence": .nothing, "is_satisfied": .nothing,
    "avg_sentiment": .nothing, "first_contact_resolution": .nothing, "avg_response_time_minutes": .number.orNull,
    "first_message_time": .time, "last_message_time": .time, "common_topics": .nothing, "updated_at": .time,
  ])

  static let chatMessage = Schema.object([
    "message_id": .text, "chat_id": .text, "message_content": .text, "direction": .words(["to_company", "to_client"]),
    "social_create_time": .time, "agent_info": .text.orNull, "sentiment_score": .nothing,
    "sentiment_confidence": .nothing, "topics": .nothing, "is_first_contact": .flag,
    "response_time_minutes": .number.orNull,
  ])
}
