namespace LstmGen;

/// <summary>How precise the recurrent weights are that one window and one step of a stream are predicted with.</summary>
public enum WeightPrecision
{
    /// <summary>32 bits, as in training.</summary>
    Single,

    /// <summary>
    /// bfloat16: the upper 16 bits of a float, rounded to nearest, ties to even; eight significant bits, so that a weight moves by at most
    /// 1/256 of itself. The sums stay in single precision.
    /// </summary>
    BFloat16,
}
