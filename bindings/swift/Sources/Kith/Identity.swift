// How lists tell rows apart: by the id that the commands take, too.

extension ArticleRow: Identifiable {}
extension KnockRow: Identifiable {}
extension MemberRow: Identifiable {}
extension OutboxRow: Identifiable {}
extension PosterRow: Identifiable {}
extension VisitRow: Identifiable {}

extension Balance: Identifiable { public var id: MemberId { member.id } }
extension BillLineRow: Identifiable { public var id: ItemId { article } }
extension ConcernRow: Identifiable { public var id: SpaceId { space } }
extension DeviceRow: Identifiable { public var id: DeviceTag { tag } }
extension EntryRow: Identifiable { public var id: ItemId { claim } }
extension NoticeRow: Identifiable { public var id: ItemId { item } }
extension PairingRow: Identifiable { public var id: SpaceId { space } }
extension PriceListRow: Identifiable { public var id: String { name } }
extension RoundRow: Identifiable { public var id: String { name } }
