using LstmGen.Forecasting;
using LstmGen.Metrics;

namespace Turbofan;

/// <summary>The measures of the publications. A life that is foretold too long costs more than one too short, and more than in proportion.</summary>
/// <param name="Rmse">Over the engines, on lives as they are.</param>
/// <param name="Score">Σ e^(−d/13) − 1 where d, foretold less true, is below zero, Σ e^(d/10) − 1 where it is above.</param>
/// <param name="CappedRmse">On lives, foretold and true, of at most 125: easier, and what many publications print without a word.</param>
/// <param name="Bias">Mean of foretold less true.</param>
internal sealed record LifeErrors(double Rmse, double Score, double CappedRmse, double Bias)
{
    public static LifeErrors Of(ReadOnlySpan<float> lives, ReadOnlySpan<float> foretold)
    {
        RegressionReport report = RegressionReport.Of(lives, foretold);
        return new(report.Rmse, ForecastMetrics.RemainingLifeScore(lives, foretold), RegressionReport.Of(Capped(lives), Capped(foretold)).Rmse, report.MeanError);
    }

    private static float[] Capped(ReadOnlySpan<float> lives)
    {
        float[] capped = lives.ToArray();
        for (int i = 0; i < capped.Length; i++)
        {
            capped[i] = Math.Min(capped[i], LifeTask.Cap);
        }

        return capped;
    }
}
