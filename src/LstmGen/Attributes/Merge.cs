namespace LstmGen;

/// <summary>How the outputs of two directions become one, as in Keras' Bidirectional.</summary>
public enum Merge
{
    /// <summary>[forward, backward]: twice the width.</summary>
    Concat,

    /// <summary>forward + backward, element by element.</summary>
    Sum,

    /// <summary>forward ⊙ backward, element by element.</summary>
    Mul,

    /// <summary>(forward + backward)/2, element by element.</summary>
    Average,
}
