namespace LstmGen;

/// <summary>How well a step h fits the query s, the last valid step.</summary>
public enum AttentionScore
{
    /// <summary>vᵀ·tanh(W₁ᵀ·s + W₂ᵀ·h) (Bahdanau et al. 2015).</summary>
    Additive,

    /// <summary>s·h (Luong et al. 2015); has no parameters.</summary>
    Dot,

    /// <summary>sᵀ·W·h (Luong et al. 2015).</summary>
    General,
}
