namespace LstmGen.Import.Networks;

/// <summary>The activation functions by their formulas, in double precision.</summary>
internal static class PlainActivations
{
    public static double Apply(Activation activation, double x, double slope = 0.2, double alpha = 1) => activation switch
    {
        Activation.Tanh => Math.Tanh(x),
        Activation.Sigmoid => Sigmoid(x),
        Activation.HardSigmoid => Math.Clamp((x / 6) + 0.5, 0, 1),
        Activation.LegacyHardSigmoid => Math.Clamp((0.2 * x) + 0.5, 0, 1),
        Activation.Relu => Math.Max(x, 0),
        Activation.LeakyRelu => x > 0 ? x : slope * x,
        Activation.Elu => x > 0 ? x : alpha * (Math.Exp(x) - 1),
        Activation.Softplus => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x))),
        Activation.Softsign => x / (1 + Math.Abs(x)),
        Activation.Linear => x,
        _ => throw new NotSupportedException($"Expected one of LstmGen's activation functions, but got {activation}."),
    };

    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
