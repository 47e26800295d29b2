// Reads objects with rgit's own reader, and through libgit2 where the format is unsupported.

import GitObjects

/// A worker's way to the objects without libgit2, which is opened only if a format calls for it.
final class NativeBackend: ObjectBackend {
    private let reader: ObjectDatabaseReader
    private let layout: RepositoryLayout
    private var fallback: Libgit2Backend?

    /// Makes a reader of `database`, which holds the objects of the repository laid out as `layout`.
    init(
        database: ObjectDatabase, layout: RepositoryLayout, cacheBytes: Int, limits: ReadLimits,
        scanner: (any ContentScanner)? = nil
    ) {
        reader = database.makeReader(cacheBytes: cacheBytes, limits: limits, scanner: scanner)
        self.layout = layout
    }

    func read(_ id: ObjectID) throws(RgitError) -> RawObject? {
        do throws(GitObjectError) {
            return try reader.read(id)
        } catch  where isReadByLibgit2(error) {
            return try libgit2().read(id)
        } catch {
            throw RgitError(error)
        }
    }

    func read(_ id: ObjectID, upTo maximum: Int) throws(RgitError) -> BoundedObject? {
        do throws(GitObjectError) {
            return try reader.read(id, upTo: maximum)
        } catch  where isReadByLibgit2(error) {
            return try libgit2().read(id, upTo: maximum)
        } catch {
            throw RgitError(error)
        }
    }

    func header(_ id: ObjectID) throws(RgitError) -> (type: ObjectType, size: Int)? {
        do throws(GitObjectError) {
            return try reader.header(id)
        } catch  where isReadByLibgit2(error) {
            return try libgit2().header(id)
        } catch {
            throw RgitError(error)
        }
    }

    func storedSize(_ id: ObjectID) throws(RgitError) -> Int? {
        do throws(GitObjectError) {
            return try reader.storedSize(id)
        } catch  where isReadByLibgit2(error) {
            return nil
        } catch {
            throw RgitError(error)
        }
    }

    func deltaBase(of id: ObjectID) throws(RgitError) -> ObjectID? {
        do throws(GitObjectError) {
            return try reader.deltaBase(of: id)
        } catch  where isReadByLibgit2(error) {
            return nil
        } catch {
            throw RgitError(error)
        }
    }

    func stream(_ id: ObjectID) throws(RgitError) -> StoredStream? {
        do throws(GitObjectError) {
            return try reader.stream(id)
        } catch  where isReadByLibgit2(error) {
            return nil
        } catch {
            throw RgitError(error)
        }
    }

    func objects(withPrefix digits: [UInt8]) throws(RgitError) -> [ObjectID] {
        do throws(GitObjectError) {
            return try reader.objects(withPrefix: digits)
        } catch  where isReadByLibgit2(error) {
            return try libgit2().objects(withPrefix: digits)
        } catch {
            throw RgitError(error)
        }
    }

    /// Whether libgit2 may be able to read what the native reader does not; it knows no SHA-256 names.
    private func isReadByLibgit2(_ error: GitObjectError) -> Bool {
        error.kind == .unsupported && layout.objectFormat == .sha1
    }

    private func libgit2() throws(RgitError) -> Libgit2Backend {
        if let fallback { return fallback }
        let opened = try Libgit2Backend(layout: layout)
        fallback = opened
        return opened
    }
}

extension RgitError {
    /// The same error as an `RgitError`, with the object, the file and the offset where they are known.
    init(_ error: GitObjectError) {
        let kind: Kind =
            switch error.kind {
            case .damaged: .damaged
            case .unreadable: .io
            case .unsupported, .tooLarge: .unsupported
            }
        var subject = error.object?.hex ?? []
        if let file = error.file {
            subject += Array((subject.isEmpty ? "" : " in ").utf8) + file
        }
        if let offset = error.offset { subject += Array(" at offset \(offset)".utf8) }
        self.init(kind, error.what, subject, object: error.object)
    }
}
