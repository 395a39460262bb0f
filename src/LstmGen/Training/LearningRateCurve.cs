using System.Globalization;
using System.Text;

namespace LstmGen;

/// <summary>One update of a <see cref="LearningRateFinder"/>.</summary>
/// <param name="LearningRate">Its rate.</param>
/// <param name="Loss">The mean loss of its batch, before the update.</param>
/// <param name="SmoothedLoss">The mean of the losses so far, in which each counts 0.9 times as much as the next.</param>
public readonly record struct LearningRatePoint(double LearningRate, double Loss, double SmoothedLoss)
{
    /// <summary>Rate and losses in one line: <c>rate 0.001: loss 0.52, smoothed 0.55</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"rate {LearningRate:G4}: loss {Loss:G6}, smoothed {SmoothedLoss:G6}");
}

/// <summary>What a <see cref="LearningRateFinder"/> saw: the loss over the rate. Printed, it is a picture.</summary>
public sealed class LearningRateCurve
{
    private const int Lines = 16;
    private const int Width = 40;

    internal LearningRateCurve(List<LearningRatePoint> points, bool diverged)
    {
        Points = points.AsReadOnly();
        Diverged = diverged;
        Least = points.MinBy(point => point.SmoothedLoss);
    }

    /// <summary>The updates, by rising rate. To plot: the smoothed loss over the logarithm of the rate.</summary>
    public IReadOnlyList<LearningRatePoint> Points { get; }

    /// <summary>Whether the loss exploded before the last rate: where it did not, higher rates may do as well.</summary>
    public bool Diverged { get; }

    /// <summary>The update with the smallest smoothed loss: beyond its rate things get worse.</summary>
    public LearningRatePoint Least { get; }

    /// <summary>A tenth of the rate of <see cref="Least"/>: fast, with room to where training explodes.</summary>
    public double Suggestion => Least.LearningRate / 10;

    /// <summary>The suggestion, and a bar for some of the rates: the smoothed loss on a logarithmic scale.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Suggested learning rate: {Suggestion:G2}, a tenth of {Least.LearningRate:G2}, where the loss is smallest{(Diverged ? "" : "; it has not exploded")}.");
        double[] logs = [.. Points.Select(point => Math.Log(Math.Max(point.SmoothedLoss, double.Epsilon)))];
        double low = logs.Min(), high = Math.Max(logs.Max(), low + 1e-9);
        for (int line = 0; line < Math.Min(Lines, Points.Count); line++)
        {
            int at = (int)((long)line * (Points.Count - 1) / Math.Max(1, Math.Min(Lines, Points.Count) - 1));
            int length = 1 + (int)Math.Round((Width - 1) * (logs[at] - low) / (high - low));
            text.Append(CultureInfo.InvariantCulture, $"\n{Points[at].LearningRate,8:0.0E+0}  {Points[at].SmoothedLoss,9:G4}  {new string('#', length)}");
        }

        return text.ToString();
    }
}
