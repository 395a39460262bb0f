namespace Playground;

/// <summary>What the user can put right, at one control.</summary>
internal sealed class ProblemException(string control, string message) : Exception(message)
{
    /// <summary>The name of the control.</summary>
    public string Control { get; } = control;

    /// <summary>For the page.</summary>
    public ProblemAnswer ToAnswer() => new(new Dictionary<string, string>(StringComparer.Ordinal) { [Control] = Message });
}
