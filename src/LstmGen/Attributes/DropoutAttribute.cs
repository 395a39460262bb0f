namespace LstmGen;

/// <summary>
/// Sets a random share of the values to zero while training and scales the rest by 1/(1−rate), a fresh mask for every element
/// (Srivastava et al. 2014). It does nothing in prediction.
/// </summary>
/// <param name="rate">The share, 0 ≤ rate &lt; 1.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class DropoutAttribute(double rate = double.NaN) : LayerAttribute
{
    /// <summary>The share of values set to zero.</summary>
    public double Rate { get; set; } = rate;
}
