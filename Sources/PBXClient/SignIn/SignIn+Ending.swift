import RateQL

/// What became of a sign-in that was to end at the server.
package enum SignInEnding: Sendable, Hashable {
  case ended
  /// It had run out, or somebody else had ended it.
  case wasOver
  /// The server has no operation for it: its tokens run out by themselves.
  case notPossible
  /// The server did not do it.
  case refused(String)
}

extension SignIn {
  /// Ends the kept sign-in at the server; what is kept stays.
  ///
  /// - Throws: `StoreError` where the server is not reached.
  func end() async throws -> SignInEnding {
    guard let kept = try keeper?.load() else { return .wasOver }
    let answer = try await revoke(kept)
    guard answer.status == 401, let refresh = kept.refresh else { return ending(answer) }
    // The access token has run out, so that it can't end the refresh token; a new one can.
    let renewed = try await transport.exchange(SignInRequests.refresh(refresh), token: nil)
    guard let fresh = Grant(renewed) else { return .wasOver }
    return ending(try await revoke(fresh.kept))
  }

  /// A server may end all of a sign-in by either token, or each by itself.
  private func revoke(_ kept: KeptSignIn) async throws -> PBXAnswer {
    guard let refresh = kept.refresh else {
      return try await transport.exchange(
        SignInRequests.revoke(kept.access, kind: "access_token"), token: kept.access)
    }
    let answer = try await transport.exchange(
      SignInRequests.revoke(refresh, kind: "refresh_token"), token: kept.access)
    if answer.isSuccess {
      _ = try? await transport.exchange(
        SignInRequests.revoke(kept.access, kind: "access_token"), token: kept.access)
    }
    return answer
  }

  private func ending(_ answer: PBXAnswer) -> SignInEnding {
    switch answer.status {
    case 200..<300: .ended
    case 401: .wasOver
    case 404, 405, 501: .notPossible
    default: .refused("\(answer.status): \(masked(AnswerText(answer).message))")
    }
  }
}
