namespace LstmGen.Conformance.Oracle;

/// <summary>A loss of one row and its gradient by the outputs, in double precision.</summary>
internal abstract class OracleLoss
{
    public static OracleLoss MeanSquaredError { get; } = new Elementwise(e => e * e, e => 2 * e);

    public static OracleLoss MeanAbsoluteError { get; } = new Elementwise(Math.Abs, e => Math.Sign(e));

    public static OracleLoss Huber { get; } =
        new Elementwise(e => Math.Abs(e) <= 1 ? e * e / 2 : Math.Abs(e) - 0.5, e => Math.Clamp(e, -1, 1));

    /// <summary>Softmax cross-entropy, the mean over the steps; one class index per step as the target.</summary>
    public static OracleLoss CrossEntropy(int classes) => new SoftmaxCrossEntropy(classes);

    public abstract double Row(double[] output, double[] target, double[] gradient);

    /// <summary>The mean of a function of e = output − target.</summary>
    private sealed class Elementwise(Func<double, double> value, Func<double, double> slope) : OracleLoss
    {
        public override double Row(double[] output, double[] target, double[] gradient)
        {
            double sum = 0;
            for (int i = 0; i < output.Length; i++)
            {
                sum += value(output[i] - target[i]);
                gradient[i] = slope(output[i] - target[i]) / output.Length;
            }

            return sum / output.Length;
        }
    }

    private sealed class SoftmaxCrossEntropy(int classes) : OracleLoss
    {
        public override double Row(double[] output, double[] target, double[] gradient)
        {
            int steps = output.Length / classes;
            double sum = 0;
            for (int step = 0; step < steps; step++)
            {
                double[] logits = output[(step * classes)..((step + 1) * classes)];
                double highest = logits.Max();
                double total = logits.Sum(logit => Math.Exp(logit - highest));
                int label = (int)target[step];
                sum += Math.Log(total) + highest - logits[label];
                for (int k = 0; k < classes; k++)
                {
                    gradient[step * classes + k] = (Math.Exp(logits[k] - highest) / total - (k == label ? 1 : 0)) / steps;
                }
            }

            return sum / steps;
        }
    }
}
