namespace SpeechDigits.Results;

/// <summary>One figure of one training.</summary>
/// <param name="Task">What was trained for.</param>
/// <param name="LeftOut">The speaker that training did not have, or empty.</param>
/// <param name="Varied">Whether training varied voices.</param>
/// <param name="Epochs">Of the training.</param>
/// <param name="Seed">Of the training.</param>
/// <param name="Part">What was judged, and how it was read.</param>
/// <param name="Errors">Edits, or wrong answers.</param>
/// <param name="Of">Symbols that there were.</param>
/// <param name="Right">Strings without an error.</param>
/// <param name="Count">Strings.</param>
internal sealed record Measure(string Task, string LeftOut, bool Varied, int Epochs, int Seed, string Part, long Errors, long Of, long Right, long Count)
{
    /// <summary>Errors of a hundred symbols.</summary>
    public double Percent => Of == 0 ? 0 : 100.0 * Errors / Of;

    /// <summary>Strings of a hundred that have no error.</summary>
    public double PercentRight => Count == 0 ? 0 : 100.0 * Right / Count;
}
