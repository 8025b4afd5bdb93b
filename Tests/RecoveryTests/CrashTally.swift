/// What the stories of a loop came to, and where their kills landed.
struct CrashTally: CustomStringConvertible {
  /// What a kill left behind, by the journal and by what the server saw.
  enum Place: String, CaseIterable {
    case beforeRun = "before there was a run"
    case beforeIntent = "before the first change was announced"
    case unsent = "between a commit and its request"
    case underWay = "while a request was under way"
    case unrecorded = "between an answer and its outcome"
    case settled = "with nothing in doubt"
    case atEnd = "after the run had ended"
  }

  var stories = 0
  var kills = 0
  var resumes = 0
  var meddled = 0
  var places: [Place: Int] = [:]

  var description: String {
    let landed = Place.allCases.map { "\(places[$0] ?? 0) \($0.rawValue)" }.joined(separator: ", ")
    return
      "\(stories) stories, \(kills) kills (\(landed)), \(resumes) resumes, \(meddled) with a rate changed "
      + "by somebody else"
  }
}
