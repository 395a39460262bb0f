namespace LstmGen;

/// <summary>
/// Attention over the steps of a sequence: each step gets a weight, the softmax of how well it fits the last one, and the weighted sum of the
/// steps is passed on as one vector of the same width. Steps past the length of a window have no weight. The model gets a method <c>Attend</c>
/// that predicts and gives the weights.
/// </summary>
/// <param name="score">How well two steps fit. The default is additive.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class AttentionAttribute(AttentionScore score = AttentionScore.Additive) : LayerAttribute
{
    /// <summary>How well two steps fit.</summary>
    public AttentionScore Score { get; set; } = score;

    /// <summary>Of the additive score: the width of v, 1 to 65,536. The default, 0, is the width of a head.</summary>
    public int Units { get; set; }

    /// <summary>Cuts every step into so many equal slices, each with weights of its own, 1 to 1,024 (Vaswani et al. 2017). The default is 1.</summary>
    public int Heads { get; set; } = 1;

    /// <summary>Divides the scores by the square root of a head's width (Vaswani et al. 2017). The default is false.</summary>
    public bool Scaled { get; set; }
}
