// The type of every entry of a pack, a delta's taken from its base instead of from the bottom of its chain.

import Synchronization

/// The types of a pack's entries by rank, as far as some worker has learnt them; shared by all workers.
///
/// One byte an entry. Without it, learning the types of n entries in chains of length c took n times c steps.
final class EntryTypes: Sendable {
    /// What is known about one entry.
    enum Known: UInt8 {
        case notYet = 0
        case commit = 1
        case tree = 2
        case blob = 3
        case tag = 4
        /// The entry or a base of it is damaged or missing.
        case unreadable = 255

        init(_ type: ObjectType?) {
            self = type.flatMap { Known(rawValue: $0.rawValue) } ?? .unreadable
        }

        var type: ObjectType? { ObjectType(rawValue: rawValue) }
    }

    private let known = Mutex<[Known]>([])

    /// What is known about the entries of `ranks`, in their order.
    func look(up ranks: [Int]) -> [Known] {
        guard !ranks.isEmpty else { return [] }
        return known.withLock { known in ranks.map { $0 < known.count ? known[$0] : .notYet } }
    }

    /// Remembers the types of the entries from `start` on.
    func learn(_ types: [Known], from start: Int) {
        known.withLock { known in
            EntryTypes.grow(&known, to: start + types.count)
            for (index, type) in types.enumerated() { known[start + index] = type }
        }
    }

    /// Remembers the one type of some entries.
    func learn(_ type: Known, of ranks: [Int]) {
        guard let greatest = ranks.max() else { return }
        known.withLock { known in
            EntryTypes.grow(&known, to: greatest + 1)
            for rank in ranks { known[rank] = type }
        }
    }

    private static func grow(_ known: inout [Known], to count: Int) {
        guard known.count < count else { return }
        known.append(contentsOf: repeatElement(.notYet, count: count - known.count))
    }
}

extension ReaderState {
    /// What the header of an entry says about its type.
    private enum Lead {
        case settled(EntryTypes.Known)
        /// As that of another entry of the pack, before it.
        case base(rank: Int)
        /// As that of an object that is in another pack, or loose, or after the entry.
        case elsewhere
    }

    /// The types of the entries at `ranks`; nothing is inflated.
    ///
    /// Chunks of ranks are mostly asked for in ascending order, and an offset delta comes after its base: nearly all
    /// bases are in the same chunk or known from an earlier one. `nil` where an entry is damaged.
    mutating func types(number: Int, order: PackOrder, ranks: Range<Int>) -> [ObjectType?] {
        guard !ranks.isEmpty, let shared = pack(number)?.entryTypes, let data = data(number) else {
            return ranks.map { _ in nil }
        }
        fetchedHeaders = data.fetchHeaders(at: order.offsets[ranks])
        var leads: [Lead] = []
        leads.reserveCapacity(ranks.count)
        /// Bases before the chunk, in the order of their deltas.
        var earlier: [Int] = []
        for rank in ranks {
            let lead = lead(rank, order, data, number)
            if case .base(let base) = lead, base < ranks.lowerBound { earlier.append(base) }
            leads.append(lead)
        }

        let known = shared.look(up: earlier)
        var nextEarlier = 0
        var types: [EntryTypes.Known] = []
        types.reserveCapacity(ranks.count)
        for (rank, lead) in zip(ranks, leads) {
            switch lead {
            case .settled(let type): types.append(type)
            case .base(let base) where base < ranks.lowerBound:
                var type = known[nextEarlier]
                nextEarlier += 1
                if type == .notYet { type = learnChain(from: base, order, data, number, shared) }
                types.append(type)
            case .base(let base): types.append(types[base - ranks.lowerBound])
            case .elsewhere: types.append(typeByChain(rank, order, number))
            }
        }
        shared.learn(types, from: ranks.lowerBound)
        return types.map(\.type)
    }

    /// Learns the type of the entry at `rank` and of those below it in its chain; each step leads to a lower rank.
    private mutating func learnChain(
        from rank: Int, _ order: PackOrder, _ data: Packfile, _ number: Int, _ shared: EntryTypes
    ) -> EntryTypes.Known {
        var chain: [Int] = []
        var rank = rank
        while true {
            let known = shared.look(up: [rank])[0]
            if known != .notYet {
                shared.learn(known, of: chain)
                return known
            }
            chain.append(rank)
            switch lead(rank, order, data, number) {
            case .base(let base): rank = base
            case .settled(let type):
                shared.learn(type, of: chain)
                return type
            case .elsewhere:
                let type = typeByChain(rank, order, number)
                shared.learn(type, of: chain)
                return type
            }
        }
    }

    /// Reads the header of the entry at `rank`.
    private mutating func lead(_ rank: Int, _ order: PackOrder, _ data: Packfile, _ number: Int) -> Lead {
        guard let offset = Int(exactly: order.offsets[rank]) else { return .settled(.unreadable) }
        switch data.typeHint(at: offset) {
        case .settled(let type): return .settled(EntryTypes.Known(type))
        case .damaged: return .settled(.unreadable)
        case .asEntry(let base):
            guard let baseRank = order.rank(ofOffset: base), baseRank < rank else {
                return .settled(.unreadable)
            }
            return .base(rank: baseRank)
        case .asObject(let base):
            guard let position = index(number)?.position(of: base), position < order.count else {
                return .elsewhere
            }
            let baseRank = Int(order.ranks[position])
            return baseRank < rank ? .base(rank: baseRank) : .elsewhere
        }
    }

    /// The type of the entry at `rank`, from the bottom of its chain.
    private mutating func typeByChain(_ rank: Int, _ order: PackOrder, _ number: Int) -> EntryTypes.Known {
        guard let offset = Int(exactly: order.offsets[rank]) else { return .unreadable }
        return EntryTypes.Known(try? type(of: EntryKey(pack: number, offset: offset)))
    }
}
