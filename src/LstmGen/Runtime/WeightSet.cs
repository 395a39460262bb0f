using LstmGen.Forecasting;

namespace LstmGen.Runtime;

/// <summary>All that a model answers from. Replacing a model's weights puts another set in its place; training writes into the one there is.</summary>
/// <param name="parameters">The flat vector; null where the initial parameters have not been drawn.</param>
/// <param name="packed">The kernels' form of it; null together with it.</param>
internal sealed class WeightSet(float[]? parameters, AlignedBuffer? packed)
{
    public float[]? Parameters => parameters;

    public AlignedBuffer? Packed => packed;

    public Scaler? Scaler { get; set; }

    public ForecastLayout? Layout { get; set; }
}
