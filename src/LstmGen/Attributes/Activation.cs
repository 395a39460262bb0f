namespace LstmGen;

/// <summary>An activation function. Each member names a type of <c>LstmGen.Numerics</c> that computes it.</summary>
public enum Activation
{
    /// <summary>x</summary>
    Linear,

    /// <summary>tanh x</summary>
    Tanh,

    /// <summary>The logistic sigmoid, 1/(1+e⁻ˣ).</summary>
    Sigmoid,

    /// <summary>Keras 3: clip(x/6 + 0.5, 0, 1).</summary>
    HardSigmoid,

    /// <summary>Keras 1 and 2: clip(0.2·x + 0.5, 0, 1).</summary>
    LegacyHardSigmoid,

    /// <summary>max(0, x)</summary>
    Relu,

    /// <summary>x above zero, 0.2·x below (Keras 3); another slope takes <see cref="ActivationAttribute.NegativeSlope"/>.</summary>
    LeakyRelu,

    /// <summary>x above zero, eˣ − 1 below; another factor takes <see cref="ActivationAttribute.Alpha"/>.</summary>
    Elu,

    /// <summary>ln(1 + eˣ)</summary>
    Softplus,

    /// <summary>x / (1 + |x|)</summary>
    Softsign,
}
