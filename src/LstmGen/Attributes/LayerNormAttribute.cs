namespace LstmGen;

/// <summary>
/// Layer normalisation (Ba et al. 2016): γ·(x − mean)/√(variance + ε) + β over the values of each step, with the variance of the population. γ starts
/// at 1 and β at 0.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class LayerNormAttribute : LayerAttribute
{
    /// <summary>ε, 1e-12 to 1. The default is 1e-3, as in Keras; PyTorch has 1e-5.</summary>
    public double Epsilon { get; set; } = 1e-3;
}
