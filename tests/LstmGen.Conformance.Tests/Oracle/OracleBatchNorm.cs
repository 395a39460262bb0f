namespace LstmGen.Conformance.Oracle;

/// <summary>What [BatchNorm] does in training.</summary>
internal enum OracleNorming
{
    /// <summary>By mean and variance of the batch.</summary>
    Batch,

    /// <summary>By those that are tensors; gamma and beta learn.</summary>
    FrozenStatistics,

    /// <summary>By those that are tensors, and nothing learns.</summary>
    Frozen,
}

/// <summary>
/// y = γ·(x − mean)/√(variance + ε) + β (Ioffe and Szegedy 2015): in training by mean and variance of each value, or of each channel of an image, over all valid steps of a batch; in prediction by statistics that
/// are tensors. A negative variance, which random tensors have, counts as 0.
/// </summary>
internal sealed class OracleBatchNorm(double epsilon, bool scale, bool center, OracleNorming training) : OracleLayer
{
    public override OracleShape Output(OracleShape input) => input;

    public override IReadOnlyList<OracleTensor> Tensors(OracleShape input)
    {
        int count = input.Frame?.Channels ?? input.Values;
        bool isFrozen = training == OracleNorming.Frozen;
        List<OracleTensor> tensors = [];
        if (scale) tensors.Add(new("gamma", count) { IsFrozen = isFrozen });
        if (center) tensors.Add(new("beta", count) { IsFrozen = isFrozen });
        return [.. tensors, new OracleTensor("moving_mean", count) { IsFrozen = true }, new OracleTensor("moving_variance", count) { IsFrozen = true }];
    }

    public override OraclePass Forward(OracleRun run)
    {
        IReadOnlyList<OracleTensor> tensors = Tensors(run.Shape);
        double[] mean = [.. tensors.Of("moving_mean", run.Parameters)], variance = [.. tensors.Of("moving_variance", run.Parameters)];
        return Norm(run, new Moments(mean, [.. variance.Select(value => Math.Max(value, 0))], Values: null));
    }

    public override IReadOnlyList<OraclePass> Train(IReadOnlyList<OracleRun> runs)
    {
        if (training != OracleNorming.Batch) return base.Train(runs);
        int channels = Tensors(runs[0].Shape)[0].Count;
        double[][] values = [.. Enumerable.Range(0, channels).Select(c => runs.SelectMany(run => run.Input).SelectMany(step => step.Where((_, i) => i % channels == c)).ToArray())];
        double[] mean = [.. values.Select(of => of.Average())];
        double[] variance = [.. values.Select((of, c) => of.Average(value => (value - mean[c]) * (value - mean[c])))];
        var moments = new Moments(mean, variance, values[0].Length);
        return [.. runs.Select(run => Norm(run, moments))];
    }

    private Pass Norm(OracleRun run, Moments moments)
    {
        Pass pass = new(this, run, moments) { Output = [.. run.Input.Select(step => new double[step.Length])] };
        for (int t = 0; t < run.Steps; t++)
        {
            for (int i = 0; i < run.Input[t].Length; i++)
            {
                pass.Output[t][i] = pass.Normed(t, i) * pass.Gamma(i) + pass.Beta(i);
            }
        }

        return pass;
    }

    private double Epsilon => epsilon;

    private bool Learns => training != OracleNorming.Frozen;

    /// <param name="Mean">Of each channel.</param>
    /// <param name="Variance">Of each channel.</param>
    /// <param name="Values">Of each channel that they are of; null where they are given.</param>
    private sealed record Moments(double[] Mean, double[] Variance, int? Values)
    {
        /// <summary>The sum over the batch of dy.</summary>
        public double[] Level { get; } = new double[Mean.Length];

        /// <summary>The sum over the batch of dy·x̂.</summary>
        public double[] Along { get; } = new double[Mean.Length];
    }

    private sealed class Pass(OracleBatchNorm layer, OracleRun run, Moments moments) : OraclePass
    {
        private readonly IReadOnlyList<OracleTensor> _tensors = layer.Tensors(run.Shape);

        public double Gamma(int i) => Value("gamma", i, 1);

        public double Beta(int i) => Value("beta", i, 0);

        public double Normed(int t, int i) => (run.Input[t][i] - moments.Mean[i % moments.Mean.Length]) * Inverse(i);

        public override void Hear(double[][] outputGradient)
        {
            for (int t = 0; t < run.Steps; t++)
            {
                for (int i = 0; i < run.Input[t].Length; i++)
                {
                    moments.Level[i % moments.Mean.Length] += outputGradient[t][i];
                    moments.Along[i % moments.Mean.Length] += outputGradient[t][i] * Normed(t, i);
                }
            }
        }

        public override double[][] Backward(double[][] outputGradient, double[] parameterGradient)
        {
            double[][] inputGradient = ZerosLike(run.Input);
            for (int t = 0; t < run.Steps; t++)
            {
                for (int i = 0; i < run.Input[t].Length; i++)
                {
                    double d = outputGradient[t][i];
                    double through = moments.Values is { } n ? (moments.Level[i % moments.Mean.Length] + Normed(t, i) * moments.Along[i % moments.Mean.Length]) / n : 0;
                    inputGradient[t][i] = (d - through) * Gamma(i) * Inverse(i);
                    Add("gamma", i, d * Normed(t, i));
                    Add("beta", i, d);
                }
            }

            return inputGradient;

            void Add(string tensor, int i, double value)
            {
                Span<double> gradient = _tensors.Of(tensor, parameterGradient);
                if (gradient.Length > 0 && layer.Learns)
                {
                    gradient[i % gradient.Length] += value;
                }
            }
        }

        private double Inverse(int i) => 1 / Math.Sqrt(moments.Variance[i % moments.Mean.Length] + layer.Epsilon);

        private double Value(string tensor, int i, double otherwise)
        {
            ReadOnlySpan<double> values = _tensors.Of(tensor, run.Parameters);
            return values.Length == 0 ? otherwise : values[i % values.Length];
        }
    }
}
