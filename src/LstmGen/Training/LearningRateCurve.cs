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
        Suggestion = Math.Min(Steepest(points, points.IndexOf(Least)), Least.LearningRate / 10);
    }

    /// <summary>The updates, by rising rate. To plot: the smoothed loss over the logarithm of the rate.</summary>
    public IReadOnlyList<LearningRatePoint> Points { get; }

    /// <summary>Whether the loss exploded before the last rate: where it did not, higher rates may do as well.</summary>
    public bool Diverged { get; }

    /// <summary>The update with the smallest smoothed loss: beyond its rate things get worse.</summary>
    public LearningRatePoint Least { get; }

    /// <summary>
    /// The rate at which the smoothed loss falls fastest over the logarithm of the rate (by a line through seven neighbouring updates), and at most a tenth of that of <see cref="Least"/>: fast, with
    /// room to where training explodes.
    /// </summary>
    public double Suggestion { get; }

    /// <summary>The suggestion, and a bar for some of the rates: the smoothed loss on a logarithmic scale.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Suggested learning rate: {Suggestion:G2}; the loss is smallest at {Least.LearningRate:G2}{(Diverged ? "" : ", and has not exploded")}.");
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

    /// <summary>The middle of the seven updates, up to the least loss, whose losses fall most. Their rates are equally far apart on the logarithm's scale, so that the slope is Σ k·loss.</summary>
    private static double Steepest(List<LearningRatePoint> points, int last)
    {
        const int Reach = 3;
        double steepest = 0, rate = points[Math.Min(last, Reach)].LearningRate;
        for (int middle = Reach; middle + Reach <= last; middle++)
        {
            double slope = 0;
            for (int k = -Reach; k <= Reach; k++) slope += k * points[middle + k].SmoothedLoss;
            if (slope < steepest) (steepest, rate) = (slope, points[middle].LearningRate);
        }

        return rate;
    }
}
