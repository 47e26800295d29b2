// Finds an object wherever it is: other copies of damaged ones, loose files, packs that have just appeared.

extension ReaderState {
    /// Damaged copies and bases are replaced this often for one object, before the first error is final.
    private static let maximumAttempts = 32

    /// The object of a name; `nil` when it is nowhere.
    mutating func read(_ id: ObjectID) throws(GitObjectError) -> RawObject? {
        var first: GitObjectError?
        repeat {
            for _ in 0..<ReaderState.maximumAttempts {
                guard let key = locate(id) else { break }
                let known = damaged.count
                do throws(GitObjectError) {
                    return try resolve(key)
                } catch {
                    if isLargerThanWanted { throw error }
                    first = first ?? error
                    // An error about nothing new would be repeated for ever.
                    if damaged.count == known { damaged[key] = error }
                }
            }
            do throws(GitObjectError) {
                if let object = try looseObject(id) { return object }
            } catch {
                first = first ?? error
            }
        } while refresh()
        return try missing(id, first)
    }

    /// The object of a name unless it is a blob of more than `maximum` bytes; `nil` when it is nowhere.
    mutating func read(_ id: ObjectID, upTo maximum: Int) throws(GitObjectError) -> BoundedObject? {
        limits.wantedBytes = maximum
        isLargerThanWanted = false
        defer { limits.wantedBytes = .max }
        do throws(GitObjectError) {
            guard let object = try read(id) else { return nil }
            // What the cache holds is not measured on the way.
            return object.bytes.count > maximum ? .larger : .object(object)
        } catch {
            if isLargerThanWanted { return .larger }
            throw error
        }
    }

    /// The object whose entry is at `key`, from another copy if that one is damaged.
    mutating func read(_ key: EntryKey) throws(GitObjectError) -> RawObject {
        do throws(GitObjectError) {
            return try resolve(key)
        } catch {
            damaged[key] = error
            guard let id = id(of: key) else { throw error }
            guard let object = try? read(id) else { throw error.naming(id) }
            return object
        }
    }

    /// The type and size of the object of a name; `nil` when it is nowhere.
    mutating func header(_ id: ObjectID) throws(GitObjectError) -> (type: ObjectType, size: Int)? {
        repeat {
            if let key = locate(id) {
                if let header = try? header(key) { return header }
                // The full search also tries other copies, and finds the right error.
                return try read(id).map { ($0.type, $0.bytes.count) }
            }
            do throws(GitObjectError) {
                if let header = try looseHeader(id) { return header }
            } catch {
                return try read(id).map { ($0.type, $0.bytes.count) }
            }
        } while refresh()
        return try missing(id, nil)
    }

    /// The names that begin with `prefix`, in order and without duplicates.
    mutating func objects(withPrefix prefix: ObjectIDPrefix) throws(GitObjectError) -> [ObjectID] {
        var found: [ObjectID] = []
        repeat {
            found = packedObjects(withPrefix: prefix)
            for directory in database.directories {
                found += LooseObjects(directory: directory).objects(withPrefix: prefix)
            }
        } while found.isEmpty && refresh()
        if found.isEmpty, let problem { throw problem }
        found.sort()
        var names: [ObjectID] = []
        for id in found where names.last != id { names.append(id) }
        return names
    }

    /// `nil`, unless something was seen that may be the reason why the object was not found.
    private mutating func missing<Answer>(
        _ id: ObjectID, _ error: GitObjectError?
    ) throws(GitObjectError) -> Answer? {
        if let error = error ?? damage(to: id) ?? problem { throw error.naming(id) }
        return nil
    }
}

extension GitObjectError {
    /// The same error, about `id` unless it already names an object.
    func naming(_ id: ObjectID) -> GitObjectError {
        guard object == nil else { return self }
        var error = self
        error.object = id
        return error
    }
}
