using System.Globalization;

namespace LstmGen.Metrics;

/// <summary>How well labels without alignment were read from windows. Made by <c>EvaluateTranscripts</c> of a model with [Ctc].</summary>
/// <param name="Edits">
/// The edits that turn the true labels into those found, over all windows: its rate is the error rate of labels (of characters, where those are the labels). For
/// errors of words or of text see <see cref="EditDistance"/>.
/// </param>
/// <param name="Right">Windows without an error.</param>
/// <param name="Count">Windows.</param>
public sealed record TranscriptionReport(EditCounts Edits, long Right, long Count)
{
    /// <summary>Edits / labels: 0 is perfect, and it can exceed 1.</summary>
    public double ErrorRate => Edits.Rate;

    /// <summary>Windows without an error / windows, 0 to 1; NaN without windows.</summary>
    public double Accuracy => (double)Right / Count;

    /// <summary>The error rate and the share of windows without an error.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"error rate {Edits}, {Right} of {Count} without an error");
}
