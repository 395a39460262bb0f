using LstmGen;
using LstmGen.Forecasting;

namespace Tuning;

/// <summary>What takes no training, over a span of windows.</summary>
/// <param name="Last">RMSE of the last value known.</param>
/// <param name="Seasonal">RMSE of the value a season before; null without a season.</param>
internal sealed record NaiveForecasts(double Last, double? Seasonal)
{
    public static NaiveForecasts Over(WindowDataset windows)
    {
        float[] truth = Of((index, target) => { windows.CopyTarget(index, target); return true; })!;
        float[] last = Of((index, target) => { windows.CopyNaive(index, target); return true; })!;
        float[]? season = Of(windows.TryCopySeasonalNaive);
        return new(ForecastMetrics.Rmse(truth, last), season is null ? null : ForecastMetrics.Rmse(truth, season));

        float[]? Of(Copy copy)
        {
            float[] all = new float[windows.Count * windows.TargetSize];
            for (int i = 0; i < windows.Count; i++)
            {
                if (!copy(i, all.AsSpan(i * windows.TargetSize, windows.TargetSize)))
                {
                    return null;
                }
            }

            return all;
        }
    }

    private delegate bool Copy(int index, Span<float> destination);
}
