using LstmGen.Samples;

namespace Turbofan;

/// <summary>Lives foretold without a network. All are fitted on the windows of all training engines, with capped lives.</summary>
internal static class LifeBaselines
{
    /// <summary>The same life for every engine: the mean.</summary>
    public static float[] Mean(Engines engines)
    {
        double[] lives = [.. engines.Train.SelectMany(engine => Enumerable.Range(0, engine.Cycles.Length - LifeTask.LookBack + 1)).Select(life => (double)Math.Min(life, LifeTask.Cap))];
        return [.. engines.Test.Select(_ => (float)lives.Average())];
    }

    /// <summary>A weighted sum of the sensors of the last cycle.</summary>
    public static float[] LastCycle(Engines engines) => Fit(engines, (window, row) =>
    {
        row[0] = 1;
        window[^1].AsSpan(0, 14).CopyTo(row.AsSpan(1));
    }, 15);

    /// <summary>A weighted sum of the sensors of the last cycle and of their means over the thirty.</summary>
    public static float[] LastAndMeans(Engines engines) => Fit(engines, (window, row) =>
    {
        row[0] = 1;
        window[^1].AsSpan(0, 14).CopyTo(row.AsSpan(1));
        for (int sensor = 0; sensor < 14; sensor++)
        {
            row[15 + sensor] = window.Average(cycle => cycle[sensor]);
        }
    }, 29);

    /// <summary>A weighted sum of what the network sees of the last cycle: the sensors and their running means.</summary>
    public static float[] LastAndRunningMeans(Engines engines) => Fit(engines, (window, row) =>
    {
        row[0] = 1;
        window[^1].CopyTo(row.AsSpan(1));
    }, 1 + LifeTask.Features);

    private static float[] Fit(Engines engines, Action<double[][], double[]> fill, int inputs)
    {
        // Sensors differ by thousands: as differences from the first cycle of all they are small.
        float[] origin = LifeTask.Inputs(engines.Train[0])[0];
        double[] row = new double[inputs];
        LeastSquares sums = new(inputs);
        foreach (Engine engine in engines.Train)
        {
            double[][] rows = Rows(engine);
            for (int end = LifeTask.LookBack; end <= rows.Length; end++)
            {
                fill(rows[(end - LifeTask.LookBack)..end], row);
                sums.Add(row, Math.Min(rows.Length - end, LifeTask.Cap));
            }
        }

        double[] weights = sums.Solve(ridge: 1e-9)[0];
        return [.. engines.Test.Select(engine =>
        {
            fill(Rows(engine)[^LifeTask.LookBack..], row);
            return (float)LeastSquares.Sum(weights, row);
        })];

        double[][] Rows(Engine engine) => [.. LifeTask.Inputs(engine).Select(values => values.Select((value, i) => (double)value - origin[i]).ToArray())];
    }
}
