namespace LstmGen;

/// <summary>
/// Makes plain values of every step's picture, for a layer that reads no pictures: height·width·channels values, line by line, point by point, channel by
/// channel. It costs nothing.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class FlattenAttribute : LayerAttribute;
