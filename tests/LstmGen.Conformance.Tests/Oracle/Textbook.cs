namespace LstmGen.Conformance.Oracle;

/// <summary>The activation functions and their derivatives in double precision, as a textbook writes them.</summary>
internal static class Textbook
{
    /// <param name="activation">The function.</param>
    /// <param name="x">Where.</param>
    /// <param name="constant">The number that LeakyRelu and Elu have; null for what is by default.</param>
    public static double Value(Activation activation, double x, double? constant = null) => activation switch
    {
        Activation.Linear => x,
        Activation.Tanh => Math.Tanh(x),
        Activation.Sigmoid => 1 / (1 + Math.Exp(-x)),
        Activation.HardSigmoid => Math.Clamp(x / 6 + 0.5, 0, 1),
        Activation.LegacyHardSigmoid => Math.Clamp(0.2 * x + 0.5, 0, 1),
        Activation.Relu => Math.Max(x, 0),
        Activation.LeakyRelu => x > 0 ? x : (constant ?? 0.2) * x,
        Activation.Elu => x > 0 ? x : (constant ?? 1) * (Math.Exp(x) - 1),
        Activation.Softplus => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x))),
        Activation.Softsign => x / (1 + Math.Abs(x)),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "The oracle does not know this activation."),
    };

    /// <summary>The derivative by x, at x. On a kink it is the one from the left.</summary>
    public static double Slope(Activation activation, double x, double? constant = null) => activation switch
    {
        Activation.Linear => 1,
        Activation.Tanh => 1 - Math.Tanh(x) * Math.Tanh(x),
        Activation.Sigmoid => Value(activation, x) * (1 - Value(activation, x)),
        Activation.HardSigmoid => Math.Abs(x) < 3 ? 1.0 / 6 : 0,
        Activation.LegacyHardSigmoid => Math.Abs(x) < 2.5 ? 0.2 : 0,
        Activation.Relu => x > 0 ? 1 : 0,
        Activation.LeakyRelu => x > 0 ? 1 : constant ?? 0.2,
        Activation.Elu => x > 0 ? 1 : (constant ?? 1) * Math.Exp(x),
        Activation.Softplus => 1 / (1 + Math.Exp(-x)),
        Activation.Softsign => 1 / ((1 + Math.Abs(x)) * (1 + Math.Abs(x))),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "The oracle does not know this activation."),
    };
}
