namespace LstmGen;

/// <summary>
/// The mean of each value over all steps of a sequence, as one vector: y = (Σ x[t])/n. A window that is shorter than LookBack counts its own steps only, as Keras does where the steps are
/// masked.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class GlobalAveragePool1DAttribute : LayerAttribute;
