namespace LstmGen;

/// <summary>
/// The largest of each value over all steps of a sequence, as one vector: y = max over t of x[t]. A window that is shorter than LookBack counts its own steps only. Of equal values the first
/// takes the gradient.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class GlobalMaxPool1DAttribute : LayerAttribute;
