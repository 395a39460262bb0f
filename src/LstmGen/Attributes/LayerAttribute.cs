namespace LstmGen;

/// <summary>The base of every layer attribute. The order of the attributes on a declaration is the order of the layers.</summary>
/// <remarks>What a constructor takes may be written by its place or by the name of the property: <c>[Lstm(50)]</c> or <c>[Lstm(Units = 50)]</c>.</remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class LayerAttribute : Attribute
{
    private protected LayerAttribute()
    {
    }
}
