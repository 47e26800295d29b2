// Sums the versions of paths up by what rows are made of.

import GitObjects
import Records

extension WeightQuery {
    /// The rows of an answer.
    struct Rows {
        private let request: WeightRequest
        private let found: VersionCollector.Found
        private let sizes: [BlobSize?]
        private let head: PresentPaths?

        init(
            _ request: WeightRequest, _ found: VersionCollector.Found, _ sizes: [BlobSize?],
            _ head: PresentPaths?
        ) {
            self.request = request
            self.found = found
            self.sizes = sizes
            self.head = head
        }

        /// The rows, those that take most where they are stored first, then by size and by key.
        func sorted() -> [BlobWeight] {
            let rows = request.key == .blob ? blobs() : groups()
            let keyed = rows.map { (row: $0, name: Self.name($0.key)) }
            return keyed.sorted {
                if $0.row.diskBytes != $1.row.diskBytes { return $0.row.diskBytes > $1.row.diskBytes }
                if $0.row.bytes != $1.row.bytes { return $0.row.bytes > $1.row.bytes }
                return $0.name.lexicographicallyPrecedes($1.name)
            }.map(\.row)
        }

        private static func name(_ key: BlobWeight.Key) -> [UInt8] {
            switch key {
            case .path(let name), .directory(let name), .extension(let name): name.bytes
            case .blob(let id, _): id.hex
            case .total: []
            }
        }

        private func groups() -> [BlobWeight] {
            let versions = found.versions
            // The number of each path's row, as soon as it has one.
            var places = [Int?](repeating: nil, count: versions.paths.count)
            var rows: [BlobWeight] = []
            var byKey: [[UInt8]: Int] = [:]
            for pair in versions.pairs {
                let path = Int(pair.path)
                let place: Int
                if let known = places[path] {
                    place = known
                } else {
                    let name = key(of: versions.paths[path])
                    place = byKey[name] ?? rows.count
                    if place == rows.count {
                        byKey[name] = place
                        rows.append(BlobWeight(key: makeKey(name)))
                    }
                    places[path] = place
                    rows[place].paths += 1
                    if head?.hasFile(versions.paths[path]) == true { rows[place].isPresent = true }
                }
                rows[place].versions += 1
                if let size = sizes[Int(pair.blob)] { rows[place].add(size) }
            }
            return rows
        }

        private func key(of path: [UInt8]) -> [UInt8] {
            switch request.key {
            case .path, .blob: path
            case .directory: PathParts.directory(of: path, depth: request.depth)
            case .extension: PathParts.fileExtension(of: path)
            }
        }

        private func makeKey(_ name: [UInt8]) -> BlobWeight.Key {
            switch request.key {
            case .path, .blob: .path(Text(name))
            case .directory: .directory(Text(name))
            case .extension: .extension(Text(name))
            }
        }

        private func blobs() -> [BlobWeight] {
            let versions = found.versions
            var paths = [[UInt32]](repeating: [], count: versions.blobs.count)
            for pair in versions.pairs { paths[Int(pair.blob)].append(pair.path) }
            return versions.blobs.indices.compactMap { blob in
                guard !paths[blob].isEmpty else { return nil }
                let id = versions.blobs[blob]
                let names = paths[blob].map { versions.paths[Int($0)] }.sorted {
                    $0.lexicographicallyPrecedes($1)
                }
                var row = BlobWeight(key: .blob(id, paths: names.map { Text($0) }))
                row.paths = names.count
                row.versions = 1
                if let size = sizes[blob] { row.add(size) }
                row.isPresent = head?.blobs.contains(id) == true
                row.firstCommit = found.firstCommits[id]
                return row
            }
        }
    }
}

extension BlobWeight {
    fileprivate mutating func add(_ size: BlobSize) {
        bytes = bytes.saturatingAdd(size.bytes)
        diskBytes = diskBytes.saturatingAdd(size.diskBytes)
        maxBytes = max(maxBytes, size.bytes)
    }
}
